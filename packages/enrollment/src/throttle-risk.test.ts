import { readFile } from "node:fs/promises"
import { expect, it } from "vitest"
import { day, now } from "../test/samples.js"
import {
  chargeThrottle,
  settleThrottle,
  type ThrottleRule,
  throttleRules,
  throttleStanding,
  untouchedThrottle,
} from "./throttle.js"

/** A six-digit code, of which three are accepted at any moment: the step of now and the ones beside it. */
const chancePerGuess = 3 / 10 ** 6

interface Guesses {
  readonly firstDay: number
  readonly year: number
}

/**
 * Plays a year of somebody who knows the password and guesses as often as the rule allows. A user who signs in daily
 * ends the count of failures, so the guesser leaves that sign-in through: who fills the bucket is alone with the cap.
 */
function guessesOf(rule: ThrottleRule, userSignsInDaily: boolean): Guesses {
  let throttle = untouchedThrottle
  let at = now
  let guesses = 0
  let firstDay = 0
  for (let days = 1; days <= 365; days++) {
    const signInAt = now + days * day
    while (at < signInAt) {
      const standing = throttleStanding(throttle, rule, at)
      if (standing.kind === "locked") break
      if (standing.kind === "open") {
        const guessed = chargeThrottle(throttle, rule, at)
        const userIsHeard = throttleStanding(guessed, rule, signInAt).kind === "open"
        if (userSignsInDaily && !userIsHeard && days < 365) break
        throttle = guessed
        guesses += 1
      } else {
        at = standing.kind === "held" ? standing.until : standing.retryAt
      }
    }
    at = signInAt
    if (days === 1) firstDay = guesses
    if (userSignsInDaily) {
      const { unitSeconds } = rule
      throttle = settleThrottle(chargeThrottle(throttle, rule, at), { pool: "codes", kind: "clear", unitSeconds })
    }
  }
  return { firstDay, year: guesses }
}

function percent(guesses: number): string {
  return `${((1 - (1 - chancePerGuess) ** guesses) * 100).toPrecision(2)} %`
}

const rule = throttleRules.codes
const withoutBucket: ThrottleRule = { ...rule, bucketUnits: Number.MAX_SAFE_INTEGER }

it("a year of guessing by somebody who knows the password succeeds as rarely as this", () => {
  const row = (title: string, { firstDay, year }: Guesses) =>
    `${title.padEnd(38)}${String(firstDay).padStart(4)}${String(year).padStart(8)}  ${percent(year)}`
  expect([
    row("the cap alone, the user is away", guessesOf(withoutBucket, false)),
    row("the cap alone, the user signs in daily", guessesOf(withoutBucket, true)),
    row("the default, the user is away", guessesOf(rule, false)),
    row("the default, the user signs in daily", guessesOf(rule, true)),
  ]).toEqual([
    //                                   first day    year  chance
    "the cap alone, the user is away         34      50  0.015 %",
    "the cap alone, the user signs in daily  33   12046  3.5 %",
    "the default, the user is away           30      50  0.015 %",
    "the default, the user signs in daily    30     394  0.12 %",
  ])
})

it("the comment of the rules claims what the year of guessing finds", async () => {
  const source = await readFile(new URL("./throttle.ts", import.meta.url), "utf8")
  const comment = source.replace(/\n \*/g, "")
  const away = guessesOf(rule, false).year
  const daily = guessesOf(rule, true).year
  expect(comment).toContain(`is locked after ${away} guesses and succeeds in ${percent(away)} of cases`)
  expect(comment).toContain(`${daily} guesses in a year: ${percent(daily)}`)
})
