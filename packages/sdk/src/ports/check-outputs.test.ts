import { expect, test } from "vitest"
import { checkOutputs } from "./check-outputs.js"
import type { AuditEvent, Outputs, SealedMail } from "./index.js"

const mailOf = (accountId: string) => ({ key: { accountId, userId: "ann" } }) as SealedMail
const eventOf = (accountId: string) => ({ accountId }) as AuditEvent
const own: Outputs = { mail: [mailOf("acme")], events: [eventOf("acme")] }

test.each([
  ["mail", { ...own, mail: [mailOf("acme"), mailOf("other")] }],
  ["events", { ...own, events: [eventOf("other")] }],
] as const)("%s of another account are refused by name", (field, outputs) => {
  const misuse = expect.objectContaining({ code: "ERR_INVALID_INPUT", field })
  expect(() => checkOutputs("acme", outputs)).toThrow(misuse)
})

test("those of the account that is saved pass", () => {
  expect(() => checkOutputs("acme", own)).not.toThrow()
})
