import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, day, instants } from "../../test/arbitraries.js"
import { localDate } from "../time/time-zone.js"
import { type EnableTwoFactorInput, enableTwoFactor } from "./enablement.js"

const inputs: fc.Arbitrary<EnableTwoFactorInput> = fc
  .record({
    account: accounts,
    readiness: fc.constant({ kind: "ready" } as const),
    noDeviceGroups: fc.boolean(),
    enablementId: fc.constant("e1"),
    by: fc.constant({ system: "test" }),
    actingAdmin: fc.constantFrom("enrolled" as const, "not-enrolled" as const, "system" as const),
    override: fc.boolean(),
    now: instants,
    days: fc.option(fc.integer({ min: -1, max: 15 })),
    atOnce: fc.boolean(),
  })
  .map(({ days, atOnce, ...input }) => ({
    ...input,
    forcedLogout:
      days === null ? null : atOnce ? "now" : { date: localDate(input.now + days * day, "UTC"), timeZone: "UTC" },
  }))

it("enabling twice is enabling once, whenever the second time is", () => {
  fc.assert(
    fc.property(inputs, fc.nat({ max: 20 }), (input, days) => {
      const once = enableTwoFactor(input)
      if (once.kind === "refused") return
      const twice = enableTwoFactor({
        ...input,
        account: once.account,
        enablementId: "e2",
        now: input.now + days * day,
      })
      expect(twice).toMatchObject({ kind: "enabled", changed: false, account: once.account })
    }),
  )
})
