import { describe, expect, it } from "vitest"
import { noPeople, type PeopleCounts } from "./count-people.js"
import { enrollablePeople } from "./enrollable-people.js"
import { peopleWarnings } from "./people-warnings.js"

describe("peopleWarnings", () => {
  it.each([
    ["withoutEmail", "no-email", { users: 1 }, "user"],
    ["adminsWithoutEmail", "admins-without-email", { admins: 1 }, "user"],
    ["adminsNotEnrolled", "admins-not-enrolled", { admins: 1 }, "user"],
    ["admins", "only-one-admin", {}, "account"],
    ["belowMinimum", "clients-below-minimum", { users: 1 }, "client"],
    ["buildUnknown", "clients-unknown", { users: 1 }, "client"],
  ] as const)("warns of a single one in %s, and not of none: %s", (count, code, params, source) => {
    expect(peopleWarnings({ ...noPeople, [count]: 1 })).toEqual([{ code, params, source: { kind: source } }])
    expect(peopleWarnings({ ...noPeople, [count]: 0 })).toEqual([])
  })

  it("does not warn of two admins who can help each other", () => {
    expect(peopleWarnings({ ...noPeople, admins: 2, adminsAbleToHelp: 2 })).toEqual([])
    expect(peopleWarnings({ ...noPeople, admins: 3, adminsAbleToHelp: 2 })).toEqual([])
  })

  it("warns where there are several admins and none who could help another after a lost phone", () => {
    const warning = { code: "no-admin-with-recovery", params: {}, source: { kind: "account" } }
    for (const adminsAbleToHelp of [0, 1]) {
      expect(peopleWarnings({ ...noPeople, admins: 2, adminsAbleToHelp })).toEqual([warning])
    }
  })

  it("does not warn twice of the one admin that there is, and does not warn of an account without admins", () => {
    for (const adminsAbleToHelp of [0, 1]) {
      const warnings = peopleWarnings({ ...noPeople, admins: 1, adminsAbleToHelp })
      expect(warnings.map(({ code }) => code)).toEqual(["only-one-admin"])
    }
    expect(peopleWarnings(noPeople)).toEqual([])
  })

  it("warns of all that holds, the gravest first", () => {
    const counts = Object.fromEntries(Object.keys(noPeople).map((name) => [name, 1])) as unknown as PeopleCounts
    expect(peopleWarnings(counts).map(({ code }) => code)).toEqual([
      "no-email",
      "admins-without-email",
      "admins-not-enrolled",
      "only-one-admin",
      "clients-below-minimum",
      "clients-unknown",
    ])
  })
})

describe("enrollablePeople", () => {
  it("does not know without a count", () => {
    expect(enrollablePeople(null)).toEqual({ kind: "unknown" })
  })

  it("finds none when everybody who is bound lacks an address", () => {
    const bound = { ...noPeople, notEnrolled: 2, enrolling: 1, withoutEmail: 3 }
    expect(enrollablePeople(bound)).toEqual({ kind: "none", users: 3 })
    expect(enrollablePeople({ ...bound, withoutEmail: 2 })).toEqual({ kind: "some" })
  })

  it("finds some where somebody is enrolled already, and where two-factor binds nobody", () => {
    expect(enrollablePeople({ ...noPeople, enrolled: 1, notEnrolled: 2, withoutEmail: 2 })).toEqual({ kind: "some" })
    expect(enrollablePeople({ ...noPeople, total: 4, exempt: 1, service: 1, singleSignOn: 2 })).toEqual({
      kind: "some",
    })
    expect(enrollablePeople({ ...noPeople, notEnrolled: 1, withoutEmail: 1 })).toEqual({ kind: "none", users: 1 })
  })
})
