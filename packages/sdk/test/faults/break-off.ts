import { isMusterError } from "@muster/core"
import { expect } from "vitest"
import type { Flow, Step } from "./flow.js"
import { begin, key } from "./people.js"
import { type Break, type Broken, kindOf, type Played, playBroken, takeAndKeep } from "./play.js"
import { isCharge, isSame } from "./snapshot.js"
import type { Stage } from "./stage.js"

/** What is sent after the commit, and may fail without the call: the mail is left to the jobs. */
const mayBeSwallowed = new Set(["send", "settleMail"])

/** Plays a flow until it breaks off, asks the same once more, and goes on to the end. */
export async function breakOff(
  flow: Flow,
  played: readonly Played[],
  at: Break,
  mail: readonly string[],
): Promise<void> {
  const reference = played[at.step] as Played
  const { step, calls } = reference
  const broken = await playBroken(flow, at)
  const { stage, outcome, input } = broken
  const isSaved = judge(reference, broken, calls[at.call] as string)

  const answer = outcome.kind === "answered" ? outcome.answer : await stage.call(step.method, input)
  const wasLost = outcome.kind === "threw" && isSaved
  const kind = !wasLost || step.again === "same" ? step.answers : (step.again ?? step.answers)
  expect(kindOf(answer)).toBe(kind)
  if (wasLost && step.again === "same") expect(answer).toEqual(reference.answer)
  if (step.code !== undefined) await expectUsedUp(stage, step, input)

  const isLost = wasLost && kind !== step.answers && step.lost !== undefined
  if (isLost) await step.lost?.(stage)
  else {
    if (kind === step.answers) step.keep?.(stage, answer as never)
    for (const next of flow.steps.slice(at.step + 1)) await takeAndKeep(stage, next)
    if (flow.mayLose === undefined) expect(await mailOf(stage)).toEqual(mail)
  }
  await flow.goal(stage)
}

/**
 * Success turns into failure and nothing else: what is saved is as before or as after, and never a third.
 *
 * @returns whether all of it is saved
 */
function judge({ step, before, saves, after }: Played, { stage, outcome, state }: Broken, port: string): boolean {
  const isAfter = isSame(state, after)
  expect([before, ...saves].some((known) => isSame(state, known))).toBe(true)
  expect(saves.length).toBeLessThanOrEqual(step.saves ?? 1)
  expect(isCharge(state, before, after, stage.clock.now())).toBe(true)
  if (outcome.kind === "threw") {
    expect(isMusterError(outcome.error, "ERR_STORE_UNAVAILABLE"), `${outcome.error}`).toBe(true)
    // Where nothing is to be saved there is nothing that could be lost.
    return isAfter && saves.length > 0
  }
  expect(mayBeSwallowed.has(port)).toBe(true)
  expect(kindOf(outcome.answer)).toBe(step.answers)
  expect(isAfter).toBe(true)
  return true
}

/** By now the code has been accepted once, in the call that broke off or in the one that repeated it. */
async function expectUsedUp(stage: Stage, { code }: Step, input: unknown): Promise<void> {
  const { muster } = stage
  const typed = input as { readonly ticket: string; readonly code?: string; readonly recoveryCode?: string }
  if (code === "email") {
    const { kind } = await muster.enrollment.verifyEmailCode(typed as never)
    return expect(kind).toBe("ticket-rejected")
  }
  const challenge = await begin(stage)
  if (challenge.kind !== "challenge") throw new Error(`${key.userId} is asked for no code`)
  const again = { ticket: challenge.ticket, code: typed.recoveryCode ?? typed.code ?? "" }
  const { kind } = code === "totp" ? await muster.signIn.verify(again) : await muster.signIn.useRecoveryCode(again)
  expect(kind).toBe("wrong-code")
}

/** Everything that has been told to anybody, each mail once, with what is left to the jobs. */
export async function mailOf({ muster, clock, mailer }: Stage): Promise<readonly string[]> {
  clock.advance({ seconds: 150 })
  await muster.jobs.run()
  const mails = new Map(mailer.sent.map(({ id, to, message }) => [id, `${message.kind} to ${to}`]))
  return [...mails.values()].sort()
}
