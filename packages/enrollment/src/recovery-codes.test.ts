import { describe, expect, it } from "vitest"
import { enrolled, frozen, now } from "../test/samples.js"
import {
  acknowledgeRecoveryCodes,
  recoveryCodeSet,
  recoveryCodesLeft,
  showRecoveryCodes,
  spendRecoveryCode,
} from "./recovery-codes.js"
import { unknownUser } from "./user-record.js"

const { record } = enrolled()
const newer = recoveryCodeSet("set-2", ["n1", "n2"], now + 1)
const shown = frozen(showRecoveryCodes(record, newer))

describe("a newer set of recovery codes", () => {
  it("works once it is acknowledged, and the older one works until then", () => {
    expect(spendRecoveryCode(shown, "n1")).toBeNull()
    expect(spendRecoveryCode(shown, "r1")).not.toBeNull()
    const answer = acknowledgeRecoveryCodes(shown, "set-2")
    if (answer.kind !== "moved") throw new Error(answer.kind)
    expect(answer.record).toEqual({ ...record, recoveryCodes: newer, shownRecoveryCodes: null })
    expect(spendRecoveryCode(answer.record, "r1")).toBeNull()
    expect(spendRecoveryCode(answer.record, "n1")).not.toBeNull()
    expect(answer.outputs).toEqual([
      { kind: "record-event", event: "recovery-codes-regenerated" },
      { kind: "send-mail", mail: "recovery-codes-regenerated" },
    ])
  })

  it("is acknowledged twice without a second change", () => {
    const once = acknowledgeRecoveryCodes(shown, "set-2")
    if (once.kind !== "moved") throw new Error(once.kind)
    expect(acknowledgeRecoveryCodes(once.record, "set-2")).toEqual({ kind: "unchanged" })
  })

  it("is not acknowledged by the name of another, nor where none was shown", () => {
    expect(acknowledgeRecoveryCodes(shown, "set-3")).toEqual({ kind: "refused" })
    expect(acknowledgeRecoveryCodes(showRecoveryCodes(shown, { ...newer, id: "set-3" }), "set-2")).toEqual({
      kind: "refused",
    })
    expect(acknowledgeRecoveryCodes(unknownUser, "set-2")).toEqual({ kind: "refused" })
  })
})

it("recovery codes are counted by those that are not spent", () => {
  expect(recoveryCodesLeft(record)).toBe(3)
  expect(recoveryCodesLeft(spendRecoveryCode(record, "r1")?.record ?? unknownUser)).toBe(2)
  expect(recoveryCodesLeft(unknownUser)).toBe(0)
})
