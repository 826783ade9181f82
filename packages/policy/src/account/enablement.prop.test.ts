import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, day, enableInputs } from "../../test/arbitraries.js"
import { disableTwoFactor } from "./disable-two-factor.js"
import { enableTwoFactor } from "./enablement.js"

it("enabling twice is enabling once, whenever the second time is", () => {
  fc.assert(
    fc.property(enableInputs, fc.nat({ max: 20 }), (input, days) => {
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

it("each beginning of an enablement counts, and nothing else does", () => {
  fc.assert(
    fc.property(accounts, fc.array(fc.tuple(fc.boolean(), enableInputs), { maxLength: 6 }), (start, steps) => {
      let account = start
      let begun = start.enablements
      for (const [enables, input] of steps) {
        const answer = enables ? enableTwoFactor({ ...input, account }) : disableTwoFactor({ account, now: input.now })
        if (answer.kind === "refused") continue
        if (account.twoFactor.kind === "off" && answer.account.twoFactor.kind === "on") begun++
        account = answer.account
        expect(account.enablements).toBe(begun)
      }
    }),
  )
})
