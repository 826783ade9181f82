import { type UserRecord, unknownUser } from "@muster/enrollment"
import { expect, test } from "vitest"
import { type MachineEvent, machineEvent } from "./machine-event.js"

const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const
const factor = {
  id: "f-1",
  generation: 1,
  totp,
  sealedSecret: "sealed-secret",
  lastUsedStep: 7,
  enrolledAt: 1000,
  sealedAddress: "sealed-address",
}
const left = (unspent: readonly string[]) => ({ recoveryCodes: { id: "set-1", createdAt: 1000, unspent } })
const replacement = (isProved: boolean) => ({
  replacement: { id: "r-1", requestedAt: 1000, opensAt: 5000, closesAt: 9000, isProved },
})
const enrolled: UserRecord = { ...unknownUser, epoch: 1, factor, ...left(["a", "b", "c"]) }
const used: UserRecord = { ...enrolled, ...left(["a", "c"]) }

test("an event whose kind says all is recorded with nothing more", () => {
  for (const event of ["email-code-sent", "email-verified", "key-issued", "replacement-cancelled"] as const) {
    expect(machineEvent(event, { before: enrolled, after: used })).toEqual({ kind: event, before: null, after: null })
  }
})

test("an event of a factor says the epoch before and after, since when it is there, and how it makes codes", () => {
  const after = { enrolledAt: 1000, epoch: 1, totp }
  expect(machineEvent("enrolled", { before: unknownUser, after: enrolled })).toEqual({
    kind: "enrolled",
    before: { enrolledAt: null, epoch: 0 },
    after,
  })
  const newer = { ...enrolled, epoch: 2, factor: { ...factor, enrolledAt: 2000 } }
  expect(machineEvent("factor-replaced", { before: enrolled, after: newer })).toEqual({
    kind: "factor-replaced",
    before: { enrolledAt: 1000, epoch: 1 },
    after: { enrolledAt: 2000, epoch: 2, totp },
  })
  expect(machineEvent("factor-removed", { before: enrolled, after: { ...unknownUser, epoch: 2 } })).toEqual({
    kind: "factor-removed",
    before: { enrolledAt: 1000, epoch: 1 },
    after: { epoch: 2 },
  })
})

test("a sign-in says by which method, and a recovery code how many are left", () => {
  const signedIn = (after: UserRecord) => machineEvent("signed-in", { before: enrolled, after }).after
  expect(signedIn(enrolled)).toEqual({ method: "totp", epoch: 1 })
  expect(signedIn(used)).toEqual({ method: "recovery-code", epoch: 1 })
  const counted = { before: { left: 3 }, after: { left: 2 } }
  expect(machineEvent("recovery-code-used", { before: enrolled, after: used })).toMatchObject(counted)
  expect(machineEvent("recovery-codes-regenerated", { before: used, after: enrolled })).toMatchObject({
    before: { left: 2 },
    after: { left: 3 },
  })
})

test("a replacement says after which proof it began, or until when it waits", () => {
  const after = (change: Partial<UserRecord>, event: MachineEvent = "replacement-begun") =>
    machineEvent(event, { before: enrolled, after: { ...enrolled, ...change } }).after
  expect(after(replacement(false))).toEqual({ proof: "primary-only" })
  expect(after(replacement(true))).toEqual({ proof: "second-factor" })
  expect(after({ ...replacement(true), ...left(["a"]) })).toEqual({ proof: "recovery-code" })
  expect(after(replacement(false), "replacement-held")).toEqual({ until: 5000 })
})

test("an event that has changed something is never recorded without saying what", () => {
  for (const event of ["enrolled", "factor-replaced", "replacement-begun", "replacement-held"] as const) {
    const record = () => machineEvent(event, { before: unknownUser, after: unknownUser })
    expect(record).toThrow("is not recorded without what it has changed")
  }
})

test("no event shows what the record keeps sealed or as a digest", () => {
  const kinds = ["enrolled", "factor-replaced", "factor-removed", "signed-in", "recovery-code-used"] as const
  const after = { ...used, ...replacement(true) }
  const all = JSON.stringify(kinds.map((kind) => machineEvent(kind, { before: enrolled, after })))
  expect(all).not.toMatch(/sealed|"b"|set-1|f-1/)
})
