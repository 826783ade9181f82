import { describe, expect, it } from "vitest"
import { day, enrolled, frozen, now } from "../test/samples.js"
import { exemptUntil, exemptUser } from "./exempt-user.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const by = { userId: "ada" }
const ninetyDays = 90 * day

const grantedAt = now - 2 * day

/** Somebody who is exempt until then. */
const exempt = (until: number): UserRecord => frozen({ ...unknownUser, exemption: { grantedAt, until, grantedBy: by } })

describe("an exemption", () => {
  it("is kept with its beginning, its end and who granted it", () => {
    expect(exemptUser(unknownUser, { until: now + day, by }, now)).toEqual({
      kind: "moved",
      record: { ...unknownUser, exemption: { grantedAt: now, until: now + day, grantedBy: by } },
      event: "exempted",
    })
  })

  it("counts until its end, and from that instant on no more", () => {
    expect(exemptUntil(exempt(now + day), now + day - 1)).toBe(now + day)
    expect(exemptUntil(exempt(now + day), now + day)).toBeNull()
    expect(exemptUntil(exempt(now + day), now + day + 1)).toBeNull()
    expect(exemptUntil(unknownUser, now)).toBeNull()
  })

  it("leaves the epoch, the factor and the tickets as they are", () => {
    const { record } = enrolled()
    const answer = exemptUser(record, { until: now + day, by }, now)
    expect(answer).toMatchObject({ record: { ...record, exemption: { until: now + day } } })
  })

  it.each([
    { ends: "one millisecond ahead", until: now + 1, kind: "moved" },
    { ends: "90 days ahead", until: now + ninetyDays, kind: "moved" },
    { ends: "a millisecond later than that", until: now + ninetyDays + 1, kind: "refused", why: "too-late" },
    { ends: "never", until: Number.POSITIVE_INFINITY, kind: "refused", why: "too-late" },
    { ends: "now", until: now, kind: "refused", why: "past" },
    { ends: "a millisecond ago", until: now - 1, kind: "refused", why: "past" },
    { ends: "at no instant", until: Number.NaN, kind: "refused", why: "past" },
  ])("that ends $ends is $kind", ({ until, ends: _, ...expected }) => {
    expect(exemptUser(unknownUser, { until, by }, now)).toMatchObject(expected)
  })

  it("of the same end changes nothing, whoever asks again", () => {
    const again = { until: now + day, by: { system: "set-up" } }
    expect(exemptUser(exempt(now + day), again, now)).toEqual({ kind: "unchanged" })
  })

  it("is moved by another end, earlier or later", () => {
    for (const until of [now + day - 1, now + day + 1]) {
      const answer = exemptUser(exempt(now + day), { until, by }, now)
      expect(answer).toMatchObject({ kind: "moved", event: "exempted", record: { exemption: { until } } })
    }
  })

  it("goes on when its end is moved, and begins anew when it was over or was ended", () => {
    const beginning = (record: UserRecord) => exemptUser(record, { until: now + 3 * day, by }, now)
    expect(beginning(exempt(now + 1))).toMatchObject({ record: { exemption: { grantedAt } } })
    expect(beginning(exempt(now))).toMatchObject({ record: { exemption: { grantedAt: now } } })
    expect(beginning(unknownUser)).toMatchObject({ record: { exemption: { grantedAt: now } } })
  })

  it("is ended by null, once, and is kept with its end", () => {
    const ended = exemptUser(exempt(now + day), { until: null, by }, now)
    const exemption = { grantedAt, until: now, grantedBy: by }
    expect(ended).toEqual({ kind: "moved", record: { ...unknownUser, exemption }, event: "exemption-ended" })
    expect(exemptUser({ ...unknownUser, exemption }, { until: null, by }, now)).toEqual({ kind: "unchanged" })
    expect(exemptUser(unknownUser, { until: null, by }, now)).toEqual({ kind: "unchanged" })
  })

  it("that is over cannot be ended, since it has ended by itself", () => {
    expect(exemptUser(exempt(now), { until: null, by }, now)).toEqual({ kind: "unchanged" })
  })

  it("that is over is not granted again by its old end", () => {
    expect(exemptUser(exempt(now - day), { until: now - day, by }, now)).toEqual({ kind: "refused", why: "past" })
  })
})
