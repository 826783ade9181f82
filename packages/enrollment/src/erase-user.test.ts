import { describe, expect, it } from "vitest"
import { enrolled, now } from "../test/samples.js"
import { eraseUser, isErased } from "./erase-user.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const { record } = enrolled()

describe("somebody who is erased", () => {
  it("leaves the epoch alone, one higher than any ticket or assurance has", () => {
    const erased = eraseUser(record)
    expect(erased).toEqual({ ...unknownUser, epoch: record.epoch + 1, epochRaisedBy: "erased" })
    expect(isErased(erased)).toBe(true)
  })

  it.each<[string, Partial<UserRecord>]>([
    ["is mailed a code", { emailSentAts: [now] }],
    ["is exempted", { exemption: { grantedAt: now, until: now + 1, grantedBy: { system: "set-up" } } }],
    ["has another epoch", { epochRaisedBy: "primary-changed" }],
  ])("has begun anew once who comes under the id %s", (_what, changes) => {
    expect(isErased({ ...eraseUser(record), ...changes })).toBe(false)
  })

  it("is not somebody who was never written down", () => {
    expect(isErased(unknownUser)).toBe(false)
  })
})
