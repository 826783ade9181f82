import fc from "fast-check"
import { expect, it } from "vitest"
import { enableInputs, instants, people } from "../../test/arbitraries.js"
import { countPeople } from "../people/count-people.js"
import { enrollablePeople } from "../people/enrollable-people.js"
import { peopleWarnings } from "../people/people-warnings.js"
import { enableTwoFactor } from "./enablement.js"
import { previewEnable } from "./preview-enable.js"

const counts = fc
  .tuple(fc.array(people, { maxLength: 4 }), instants)
  .map(([list, now]) => countPeople(list, { minimum: null, now }))

it("a preview says what enabling then answers", () => {
  fc.assert(
    fc.property(enableInputs, fc.option(counts), ({ people: _, ...input }, counted) => {
      const { outcome, refusals, warnings, forcedLogoutAt } = previewEnable({ ...input, people: counted })
      const answer = enableTwoFactor({ ...input, people: enrollablePeople(counted) })
      expect(outcome).toEqual(answer)
      if (answer.kind === "refused") {
        expect(refusals).toEqual(answer.reasons)
      } else {
        const about = counted === null ? ["directory-missing"] : peopleWarnings(counted).map(({ code }) => code)
        expect(warnings.map(({ code }) => code)).toEqual([...answer.warnings.map(({ code }) => code), ...about])
        expect(answer.account.twoFactor).toMatchObject({ forcedLogoutAt })
        expect(refusals).toEqual([])
      }
    }),
  )
})

it("the exposure of each date is that of a preview of the date, and never falls from one to the next", () => {
  fc.assert(
    fc.property(enableInputs, counts, ({ stages: _, ...input }, counted) => {
      const { exposureByDate } = previewEnable({ ...input, people: counted })
      expect(exposureByDate.length).toBeLessThanOrEqual(15)
      let before = 0
      for (const { date, forcedLogoutAt, userHours } of exposureByDate) {
        const { settings, twoFactor } = input.account
        // The date that is set keeps the instant that it was given.
        if (twoFactor.kind === "on" && twoFactor.forcedLogout?.date === date) continue
        const forcedLogout = { date, timeZone: settings.timeZone }
        expect(previewEnable({ ...input, people: counted, forcedLogout })).toMatchObject({
          forcedLogoutAt,
          exposureUserHours: userHours,
        })
        expect(userHours).toBeGreaterThanOrEqual(before)
        before = userHours
      }
    }),
  )
})
