import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { ann } from "../../test/person.js"
import { canEnroll, type PersonFacts, personState } from "./person.js"

const stateOf = (change: Partial<PersonFacts>) => personState({ ...ann, ...change }, noon)

describe("personState", () => {
  const exempt = { exemptUntil: noon + 1 }
  const sso = { usesSso: true, hasLocalPassword: false }

  it("is enrolled for whoever has a factor, whatever else holds", () => {
    expect(stateOf({ state: "enrolled", isService: true, ...sso, ...exempt })).toBe("enrolled")
  })

  it("names the lasting excuse first", () => {
    expect(stateOf({ isService: true, ...sso, ...exempt, state: "enrolling" })).toBe("service")
    expect(stateOf({ ...sso, ...exempt, state: "enrolling" })).toBe("single-sign-on")
    expect(stateOf({ ...exempt, state: "enrolling" })).toBe("exempt")
  })

  it("takes single sign-on for an excuse only without a local password", () => {
    expect(stateOf({ usesSso: true })).toBe("not-enrolled")
    expect(stateOf({ hasLocalPassword: false })).toBe("not-enrolled")
  })

  it("ends an exemption at its end", () => {
    expect(stateOf({ exemptUntil: noon })).toBe("not-enrolled")
    expect(stateOf({ exemptUntil: noon - 1, state: "enrolling" })).toBe("enrolling")
  })

  it("takes no end that is no instant for an exemption, as a sign-in does not", () => {
    for (const exemptUntil of [Number.POSITIVE_INFINITY, Number.NaN, String(noon + 1), undefined]) {
      expect(stateOf({ exemptUntil: exemptUntil as never })).toBe("not-enrolled")
    }
  })
})

describe("canEnroll", () => {
  it("asks for a person with an address", () => {
    expect(
      [true, false].flatMap((isService) => [true, false].map((hasEmail) => canEnroll({ isService, hasEmail }))),
    ).toEqual([false, false, true, false])
  })
})
