import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { v43 } from "../../test/groups.js"
import { ann } from "../../test/person.js"
import type { MinimumRules } from "../builds/minimum.js"
import { addPeople, countPeople, noPeople } from "./count-people.js"
import type { PersonFacts } from "./person.js"

const minimum: MinimumRules = { minimum: v43, byPlatform: {} }
const count = (people: readonly Partial<PersonFacts>[], rules: MinimumRules | null = minimum) =>
  countPeople(
    people.map((person) => ({ ...ann, ...person })),
    { minimum: rules, now: noon },
  )
const excuses: readonly Partial<PersonFacts>[] = [
  { isService: true },
  { usesSso: true, hasLocalPassword: false },
  { exemptUntil: noon + 1 },
]

describe("countPeople", () => {
  it("counts everybody in one state", () => {
    expect(count([{}, { state: "enrolling" }, { state: "enrolled" }, { state: "enrolled" }, ...excuses])).toEqual({
      ...noPeople,
      total: 7,
      enrolled: 2,
      enrolling: 1,
      notEnrolled: 1,
      exempt: 1,
      service: 1,
      singleSignOn: 1,
    })
  })

  it("counts nobody without people", () => {
    expect(count([])).toEqual(noPeople)
  })

  it("misses the address of those alone who have to enroll", () => {
    const lacking = [{}, { state: "enrolling" }, { state: "enrolled" }, ...excuses] as const
    const { withoutEmail } = count(lacking.map((person) => ({ ...person, hasEmail: false })))
    expect(withoutEmail).toBe(2)
  })

  it("counts admins, those of them who have to enroll, and those who could not", () => {
    const admins = [
      {},
      { hasEmail: false },
      { state: "enrolling", hasEmail: false },
      { state: "enrolled", hasEmail: false },
      ...excuses,
    ] as const
    const counted = count([...admins.map((person) => ({ ...person, isAdmin: true })), { hasEmail: false }])
    expect(counted).toMatchObject({ admins: 6, adminsNotEnrolled: 3, adminsWithoutEmail: 2, withoutEmail: 3 })
  })

  it("counts the admins who can help others: those with a factor, and those who have to enroll and could", () => {
    const admins = [{ state: "enrolled", hasEmail: false }, { state: "enrolling" }, {}, { hasEmail: false }, ...excuses]
    const counted = count(admins.map((person) => ({ ...person, isAdmin: true }) as Partial<PersonFacts>))
    expect(counted).toMatchObject({ admins: 6, adminsAbleToHelp: 3 })
    expect(count([{ state: "enrolled" }, {}]).adminsAbleToHelp).toBe(0)
    expect(count([{ state: "enrolled", isAdmin: true, isService: true }]).adminsAbleToHelp).toBe(0)
  })

  it("counts no admin among those who could not enroll who is exempt or uses single sign-on alone", () => {
    const admin = { isAdmin: true, hasEmail: false }
    const sso = { usesSso: true, hasLocalPassword: false }
    const counted = count([
      { ...admin, ...sso },
      { ...admin, exemptUntil: noon + 1 },
    ])
    expect(counted).toMatchObject({ withoutEmail: 0, adminsWithoutEmail: 0, adminsNotEnrolled: 0, notEnrolled: 0 })
    const bound = count([
      { ...admin, usesSso: true },
      { ...admin, exemptUntil: noon },
    ])
    expect(bound).toMatchObject({ withoutEmail: 2, adminsWithoutEmail: 2, adminsNotEnrolled: 2, notEnrolled: 2 })
  })

  it("judges the last client of those who are asked for a code, where its platform is judged", () => {
    const old = { platform: "windows", build: "v4.2 b1400" } as const
    const silent = { platform: "mac" } as const
    const judged = count([
      { client: old },
      { client: old, state: "enrolled" },
      { client: old, state: "enrolling" },
      { client: silent },
      { client: { platform: "linux", build: "v4.3 b1575" } },
      { client: { platform: "ios", build: "v1 b1" } },
      { client: null },
      ...excuses.map((person) => ({ ...person, client: old })),
    ])
    expect(judged).toMatchObject({ belowMinimum: 3, buildUnknown: 1 })
    expect(count([{ client: old }, { client: silent }], null)).toMatchObject({ belowMinimum: 0, buildUnknown: 0 })
  })
})

describe("addPeople", () => {
  it("adds page to page", () => {
    const one = count([{ isAdmin: true, hasEmail: false }])
    const other = count([{ state: "enrolled" }, { client: { platform: "mac" } }])
    expect(addPeople(one, other)).toEqual({
      ...noPeople,
      total: 3,
      enrolled: 1,
      notEnrolled: 2,
      withoutEmail: 1,
      buildUnknown: 1,
      admins: 1,
      adminsNotEnrolled: 1,
      adminsWithoutEmail: 1,
      adminsAbleToHelp: 0,
    })
  })
})
