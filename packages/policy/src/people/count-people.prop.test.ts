import fc from "fast-check"
import { expect, it } from "vitest"
import { instants, people } from "../../test/arbitraries.js"
import { v43 } from "../../test/groups.js"
import { addPeople, countPeople, noPeople } from "./count-people.js"

const lists = fc.array(people, { maxLength: 12 })
const minimum = { minimum: v43, byPlatform: {} }

it("the six states add up to the total", () => {
  fc.assert(
    fc.property(lists, instants, (list, now) => {
      const { total, enrolled, enrolling, notEnrolled, exempt, service, singleSignOn } = countPeople(list, {
        minimum,
        now,
      })
      expect(total).toBe(list.length)
      expect(enrolled + enrolling + notEnrolled + exempt + service + singleSignOn).toBe(total)
    }),
  )
})

it("pages add up to the whole, however it is cut", () => {
  fc.assert(
    fc.property(lists, fc.nat({ max: 12 }), instants, (list, cut, now) => {
      const count = (from: number, to?: number) => countPeople(list.slice(from, to), { minimum, now })
      expect(addPeople(addPeople(noPeople, count(0, cut)), count(cut))).toEqual(count(0))
    }),
  )
})

it("nobody is counted among those who could not enroll and is not bound", () => {
  fc.assert(
    fc.property(lists, instants, (list, now) => {
      const counts = countPeople(list, { minimum, now })
      expect(counts.withoutEmail).toBeLessThanOrEqual(counts.enrolling + counts.notEnrolled)
      expect(counts.adminsWithoutEmail).toBeLessThanOrEqual(counts.adminsNotEnrolled)
      expect(counts.adminsAbleToHelp + counts.adminsWithoutEmail).toBeLessThanOrEqual(counts.admins)
      expect(counts.belowMinimum + counts.buildUnknown).toBeLessThanOrEqual(
        counts.enrolled + counts.enrolling + counts.notEnrolled,
      )
    }),
  )
})
