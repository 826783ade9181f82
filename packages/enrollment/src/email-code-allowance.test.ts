import { describe, expect, it } from "vitest"
import { day, hour, minute, now, reached, second } from "../test/samples.js"
import { emailCodeAllowance, sentEmailCode } from "./email-code-allowance.js"
import { type UserRecord, unknownUser } from "./user-record.js"

/** A user to whom codes were mailed so long ago, oldest first. */
function sent(agos: readonly number[]): UserRecord {
  return { ...unknownUser, emailSentAts: agos.map((ago) => now - ago) }
}
const allowance = (record: UserRecord) => emailCodeAllowance(record, now)

describe("how many codes a user may be sent", () => {
  it("five in an hour", () => {
    expect(allowance(unknownUser)).toEqual({ sendsLeft: 5, nextSendAt: 0 })
    expect(allowance(sent([4, 3, 2, 1].map((count) => count * minute))).sendsLeft).toBe(1)
    expect(allowance(sent([5, 4, 3, 2, 1].map((count) => count * minute)))).toEqual({
      sendsLeft: 0,
      nextSendAt: now + 55 * minute,
    })
  })

  it("ten in a day", () => {
    const nine = [18, 16, 14, 12, 10, 8, 6, 4, 2].map((count) => count * hour)
    expect(allowance(sent(nine))).toEqual({ sendsLeft: 1, nextSendAt: now - 2 * hour + minute })
    expect(allowance(sent([20 * hour, ...nine]))).toEqual({ sendsLeft: 0, nextSendAt: now + 4 * hour })
  })

  it("the stricter of the two, until both have room", () => {
    const hourFull = [20, 19, 18, 17, 16]
      .map((count) => count * hour)
      .concat([50, 40, 30, 20, 10].map((count) => count * minute))
    expect(allowance(sent(hourFull))).toEqual({ sendsLeft: 0, nextSendAt: now + 4 * hour })
    expect(allowance(sent([5 * hour, 50 * minute, 40 * minute, 30 * minute, 20 * minute, 10 * minute]))).toEqual({
      sendsLeft: 0,
      nextSendAt: now + 10 * minute,
    })
  })

  it("counts a send until it is exactly one hour old, and for the day exactly a day", () => {
    expect(allowance(sent([hour - 1])).sendsLeft).toBe(4)
    expect(allowance(sent([hour])).sendsLeft).toBe(5)
    const nine = Array.from({ length: 9 }, (_, index) => (10 - index) * 2 * hour)
    expect(allowance(sent([day - 1, ...nine])).sendsLeft).toBe(0)
    expect(allowance(sent([day, ...nine])).sendsLeft).toBe(1)
  })
})

describe("the pause between two codes", () => {
  it("is one minute from the newest, over by then to the millisecond", () => {
    expect(allowance(sent([10 * second]))).toEqual({ sendsLeft: 4, nextSendAt: now + 50 * second })
    expect(allowance(sent([30 * minute, 10 * second])).nextSendAt).toBe(now + 50 * second)
    expect(allowance(sent([minute])).nextSendAt).toBe(now)
  })

  it("holds for every ticket: a new sign-in is no new budget and ends no pause", () => {
    const { record } = reached("email-code-sent")
    const lost: UserRecord = { ...record, emailCodes: [] }
    expect(emailCodeAllowance(lost, now)).toEqual({ sendsLeft: 4, nextSendAt: now + minute })
  })

  it("does not shorten the wait for a full hour", () => {
    expect(allowance(sent([50, 40, 30, 20, 0].map((count) => count * minute))).nextSendAt).toBe(now + 10 * minute)
  })
})

it("the code last mailed for a ticket is found by the ticket, expired or not", () => {
  const { record } = reached("email-code-sent")
  expect(sentEmailCode(record, "primary")).toBe(record.emailCodes[0])
  expect(sentEmailCode(record, "other")).toBeUndefined()
})
