import { expect, test } from "vitest"
import { numberParameters } from "./named-parameters.js"

test("names become numbers in order of first use, one number a name", () => {
  const statement = numberParameters("select $user, $account from t where a = $account::text and u = $user1", {
    account: "acme",
    user: "ann",
    user1: "bob",
    unused: 1,
  })
  expect(statement).toEqual({
    text: "select $1, $2 from t where a = $2::text and u = $3",
    values: ["ann", "acme", "bob"],
  })
})

test("dollar quotes are left alone", () => {
  const script = "do $outer$ begin execute $inner$ select $$x$$ $inner$; end $outer$"
  expect(numberParameters(script, {})).toEqual({ text: script, values: [] })
})

test("null is a value, and a missing one is refused", () => {
  expect(numberParameters("select $reason", { reason: null }).values).toEqual([null])
  expect(() => numberParameters("select $missing", {})).toThrow(/missing/)
})

test("lists become array literals at once: a pool may send them later, and a driver need not know their type", () => {
  const topics = ["email-code"]
  const { values } = numberParameters("select $topics::text[]", { topics })
  topics.push("locked")
  expect(values).toEqual(['{"email-code"}'])
})
