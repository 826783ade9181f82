import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { openApp } from "../test/app.js"
import { calls } from "./calls.js"

const anyJson = fc.jsonValue({ maxDepth: 3 })
/** Objects that come near what the routes take. */
const nearBody = fc.record(
  {
    ticket: fc.oneof(fc.string({ unit: "binary" }), anyJson),
    code: fc.oneof(fc.string({ unit: "binary" }), anyJson),
    recoveryCode: fc.oneof(fc.string({ unit: "binary" }), anyJson),
    attemptId: fc.oneof(fc.string({ minLength: 16, maxLength: 100 }), anyJson),
    client: fc.oneof(
      fc.record(
        {
          platform: fc.constantFrom("web", "windows", "ios", "cli"),
          build: fc.string({ unit: "binary" }),
          deviceGroupId: fc.string({ unit: "binary" }),
        },
        { requiredKeys: ["platform"] },
      ),
      anyJson,
    ),
    password: fc.constantFrom("correct horse", "guess"),
  },
  { requiredKeys: [] },
)

describe.each([...calls.keys()])("%s", (path) => {
  test.prop([fc.oneof(nearBody, anyJson)], { numRuns: 60 })(
    "answers any body with JSON that has a kind, and never with a failure",
    async (body) => {
      const { post, errors } = openApp()
      const reply = await post(path, body)
      expect(errors).toEqual([])
      expect(reply.status).toBeLessThan(500)
      expect(reply.body.kind).toEqual(expect.any(String))
    },
  )
})
