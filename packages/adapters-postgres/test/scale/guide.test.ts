import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { measurements } from "../../../../bench/scale/measurements.js"
import { sizesOf } from "../../../../bench/scale/sizes.js"
import { heldMegabytes, lastToFirst } from "./lists.js"
import { largeToSmall } from "./sign-ins.js"
import { walks } from "./walks.js"

const guide = readFileSync(new URL("../../../../docs/guides/scaling.md", import.meta.url), "utf8")
const section = guide.slice(guide.indexOf("## What a call reads"), guide.indexOf("## One Postgres"))

/** The rows of the table with this head. */
function tableUnder(head: string): readonly (readonly [string, string])[] {
  const [, body = ""] = section.split(`${head}\n|---|---|\n`)
  const [table = ""] = body.split("\n\n")
  return [...table.matchAll(/^\| (.*?) \| (.*?) \|$/gm)].map(([, first = "", second = ""]) => [first, second] as const)
}

test("the guide names every call that is meant to read more where there is more, and no other", () => {
  const named = Object.entries(walks).map(([name, { why }]) => [`\`${name}\``, why])
  expect(tableUnder("| call | what it reads |")).toEqual(named)
})

test("the guide names the sizes and the bounds that the tests have", () => {
  const count = (number: number) => number.toLocaleString("en")
  const { users, accounts, usersOfLarge, groupsOfLarge, events } = sizesOf(1_000_000)
  const flat = section.replaceAll(/\s+/g, " ")
  const sizes = `${count(users)} users in ${count(accounts)} accounts, one of which has ${count(usersOfLarge)} users`
  expect(flat).toContain(`${sizes} and ${count(groupsOfLarge)} device groups, with ${count(events)} events`)
  expect(flat).toContain(`no more than ${lastToFirst} times what the first does`)
  expect(flat).toContain(`by less than ${heldMegabytes} MB`)
  expect(flat).toContain(`no more than ${largeToSmall} times what it takes in an account of a few users`)
})

test("the guide has a ratio for everything that the benchmark compares", () => {
  const ratios = tableUnder("| call | times what it takes with 1,000 users |")
  expect(ratios.map(([name]) => name)).toEqual(measurements.map(({ name }) => name))
  for (const [, ratio] of ratios) expect(ratio).toMatch(/^\d+\.\d\d$/)
})
