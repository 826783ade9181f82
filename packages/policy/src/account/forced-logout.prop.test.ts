import fc from "fast-check"
import { expect, it } from "vitest"
import { day, hour, noon } from "../../test/arbitraries.js"
import { addDays } from "../time/calendar-date.js"
import { newAccountRules } from "./account-rules.js"
import { forcedLogoutBounds } from "./forced-logout.js"
import { setForcedLogout } from "./set-forced-logout.js"

const moments = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => noon + minutes * 60_000)
const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"))

it("every date within the bounds is taken, comes no later than 14 days and an hour after enabling, and no other date is taken", () => {
  fc.assert(
    fc.property(moments, fc.nat({ max: 14 * 24 }), zones, (enabledAt, hoursLater, timeZone) => {
      const now = enabledAt + hoursLater * hour
      const on = { kind: "on", enablementId: "e1", enabledAt, enabledBy: { system: "test" }, stages: [] } as const
      const account = { ...newAccountRules(), twoFactor: { ...on, forcedLogout: null, forcedLogoutAt: null } }
      const { firstDate, lastDate } = forcedLogoutBounds({ enabledAt, now, timeZone })
      const set = (date: string) => setForcedLogout({ account, forcedLogout: { date, timeZone }, now })

      for (let date = firstDate; date <= lastDate; date = addDays(date, 1)) {
        const answer = set(date)
        if (answer.kind === "refused" || answer.account.twoFactor.kind === "off") throw new Error(`${date} refused`)
        const at = answer.account.twoFactor.forcedLogoutAt as number
        expect(at).toBeGreaterThanOrEqual(now)
        expect(at).toBeLessThanOrEqual(Math.max(now, enabledAt + 14 * day + hour))
      }
      expect([set(addDays(firstDate, -1)).kind, set(addDays(lastDate, 1)).kind]).toEqual(["refused", "refused"])
    }),
  )
})
