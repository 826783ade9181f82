import { expect, test } from "vitest"
import { machineEvent } from "./machine-event.js"

test("an event whose kind says all is recorded with nothing more", () => {
  expect(machineEvent("signed-in")).toEqual({ kind: "signed-in", before: null, after: null })
  expect(
    machineEvent("enrolled", { "factor-removed": { before: { enrolledAt: 1, epoch: 1 }, after: { epoch: 2 } } }),
  ).toEqual({ kind: "enrolled", before: null, after: null })
})

test("an event that has changed something is never recorded without saying what", () => {
  const changes = { before: { left: 3 }, after: { left: 10 } }
  expect(machineEvent("recovery-codes-regenerated", { "recovery-codes-regenerated": changes })).toEqual({
    kind: "recovery-codes-regenerated",
    ...changes,
  })
  for (const event of ["recovery-codes-regenerated", "factor-removed"] as const) {
    expect(() => machineEvent(event)).toThrow("is not recorded without what it has changed")
  }
})
