import { describe, expect, it } from "vitest"
import { day, enrolled, events, hour, minute, moved, now, reached, ticket, totp } from "../test/samples.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import { enrollmentStatus, type UserRecord, unknownUser } from "./user-record.js"

describe("where a user stands, for reports", () => {
  it("somebody whom Muster has never written down is not enrolled", () => {
    expect(enrollmentStatus(unknownUser, now)).toBe("not-enrolled")
  })

  it.each([
    { state: "email-code-sent", lasts: 10 * minute },
    { state: "email-verified", lasts: hour },
    { state: "key-issued", lasts: hour },
  ] as const)("somebody at $state is enrolling until that expires", ({ state, lasts }) => {
    const { record } = reached(state)
    expect(enrollmentStatus(record, now + lasts - 1)).toBe("enrolling")
    expect(enrollmentStatus(record, now + lasts)).toBe("not-enrolled")
  })

  it("somebody who has cancelled is not enrolled", () => {
    const { record, ticket: held } = reached("key-issued")
    expect(enrollmentStatus(moved(transitionEnrollment(record, held, events.cancel, now)).record, now)).toBe(
      "not-enrolled",
    )
  })

  it("somebody with a factor is enrolled, for good", () => {
    const { record } = enrolled()
    expect(enrollmentStatus(record, now + 1000 * day)).toBe("enrolled")
  })

  it("somebody with a factor stays enrolled while another enrollment is open", () => {
    const { record } = enrolled()
    const again = ticket({ id: "again", epoch: 1, replacementId: "r-1" })
    const replacement = { id: "r-1", requestedAt: now, opensAt: now, closesAt: now + day, isProved: true }
    const sent = moved(
      transitionEnrollment({ ...record, replacement }, again, events["send-email-code"], now + minute),
    ).record
    expect(enrollmentStatus(sent, now + minute)).toBe("enrolled")
  })
})

it("nobody can change the record that stands for everybody unknown", () => {
  expect(Object.isFrozen(unknownUser)).toBe(true)
  expect(Object.isFrozen(unknownUser.emailCodes)).toBe(true)
  expect(Object.isFrozen(unknownUser.emailSentAts)).toBe(true)
  expect(Object.isFrozen(unknownUser.spentTickets)).toBe(true)
})

it("a record at every one of its bounds at once is under 8 KB as JSON", () => {
  const times = <T>(count: number, item: T) => Array.from({ length: count }, () => item)
  const id = "i".repeat(22)
  // 64 bytes sealed under a key with the longest id, in base64url.
  const sealedSecret = "s".repeat(196)
  const keyed = { keyId: "k".repeat(32), digest: "d".repeat(43) }
  const code = {
    ticketId: id,
    newest: keyed,
    replaced: times(limits.emailCodesPerHour, keyed),
    sentAt: now,
    expiresAt: now,
  }
  const fullest: UserRecord = {
    epoch: 1_000_000,
    epochRaisedBy: "primary-changed",
    factor: {
      id,
      generation: 1_000_000,
      totp,
      sealedSecret,
      lastUsedStep: now,
      enrolledAt: now,
      sealedAddress: "s".repeat(510),
    },
    enrollment: { id, startedAt: now, expiresAt: now, totp, sealedSecret },
    emailCodes: times(limits.openEmailCodes, code),
    emailSentAts: times(limits.emailCodesPerDay, now),
    recoveryCodes: { id, createdAt: now, unspent: times(limits.recoveryCodes, keyed.digest) },
    shownRecoveryCodes: { id, createdAt: now, unspent: times(limits.recoveryCodes, keyed.digest) },
    replacement: { id, requestedAt: now, opensAt: now, closesAt: now, isProved: false },
    acceptedAttempt: { digest: keyed, at: now, method: "recovery-code", replacementId: id },
    spentTickets: times(limits.spentTickets, { id, expiresAt: now }),
    exemption: { grantedAt: now, until: now, grantedBy: { userId: "u".repeat(200) } },
    lastSignInAt: now,
  }
  expect(JSON.stringify(fullest).length).toBeLessThan(8192)
})
