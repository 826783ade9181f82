import { describe, expect, test } from "vitest"
import { isConflict, toMusterError } from "./errors.js"

/** As pg throws them: with the values that broke the rule in message and detail. */
function postgresError(code: string): Error {
  return Object.assign(new Error("duplicate key: ann@acme.example"), {
    code,
    detail: "Key (account_id)=(acme-secret) already exists.",
  })
}

describe("an error becomes one with a stable code", () => {
  test.each([
    ["40001", "ERR_STORE_CONFLICT", true],
    ["40P01", "ERR_STORE_CONFLICT", true],
    ["42P01", "ERR_STORE_NOT_MIGRATED", false],
    ["3F000", "ERR_STORE_NOT_MIGRATED", false],
    ["42703", "ERR_STORE_NOT_MIGRATED", false],
    ["42883", "ERR_STORE_NOT_MIGRATED", false],
    ["08006", "ERR_STORE_UNAVAILABLE", true],
    ["53300", "ERR_STORE_UNAVAILABLE", true],
    ["57P01", "ERR_STORE_UNAVAILABLE", true],
    ["57014", "ERR_STORE_UNAVAILABLE", true],
    ["55P03", "ERR_STORE_UNAVAILABLE", true],
    ["25006", "ERR_STORE_UNAVAILABLE", true],
    ["28P01", "ERR_STORE_UNAVAILABLE", false],
    ["42501", "ERR_STORE_UNAVAILABLE", false],
    ["22021", "ERR_INVALID_INPUT", false],
    ["23505", "ERR_INVALID_INPUT", false],
  ])("%s is %s", (state, code, retryable) => {
    expect(toMusterError(postgresError(state))).toMatchObject({ code, retryable })
  })

  test.each(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ERR_SOCKET_CLOSED"])(
    "%s of the driver is unavailability",
    (code) => {
      expect(toMusterError(Object.assign(new Error("connect"), { code }))).toMatchObject({
        code: "ERR_STORE_UNAVAILABLE",
        retryable: true,
      })
    },
  )

  test("an error of the driver without a code is unavailability, and stays as the cause", () => {
    const cause = new Error("Connection terminated unexpectedly")
    expect(toMusterError(cause)).toMatchObject({ code: "ERR_STORE_UNAVAILABLE", retryable: true, cause })
  })
})

test.each(["23505", "40001", "42P01", "57P01", "XX000"])(
  "%s carries the state and nothing of what Postgres quoted",
  (state) => {
    const error = toMusterError(postgresError(state))
    expect(error.message).toContain(state)
    const everything = JSON.stringify([error.message, error.stack, error.cause ?? null, error])
    expect(everything).not.toMatch(/acme/)
  },
)

test("only a serialization failure and a deadlock have committed nothing for sure", () => {
  expect(["40001", "40P01", "40003", "08006", "23505"].filter((state) => isConflict(postgresError(state)))).toEqual([
    "40001",
    "40P01",
  ])
})
