import { describe, expect, it } from "vitest"
import { guardLastAdmin } from "./last-admin.js"

const last = { targetIsEnrolledAdmin: true, otherEnrolledAdmins: 0, twoFactorOn: true }

describe("guardLastAdmin", () => {
  it("keeps the factor of the last admin who has one", () => {
    expect(guardLastAdmin(last)).toEqual({
      kind: "refused",
      reasons: [{ code: "last-enrolled-admin", params: {}, source: { kind: "user" } }],
    })
  })

  it("has nothing against it where another admin is enrolled, or the user is none", () => {
    expect(guardLastAdmin({ ...last, otherEnrolledAdmins: 1 })).toBeNull()
    expect(guardLastAdmin({ ...last, targetIsEnrolledAdmin: false })).toBeNull()
  })

  it("has nothing against it while two-factor is off", () => {
    expect(guardLastAdmin({ ...last, twoFactorOn: false })).toBeNull()
  })

  it("takes what is no count for nobody", () => {
    for (const otherEnrolledAdmins of [-1, Number.NaN]) {
      expect(guardLastAdmin({ ...last, otherEnrolledAdmins })?.kind).toBe("refused")
    }
  })
})
