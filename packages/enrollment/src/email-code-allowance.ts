import type { Instant } from "@muster/core"
import { limits } from "./limits.js"
import type { SentEmailCode, UserRecord } from "./user-record.js"

const hour = 3_600_000
const day = 86_400_000

/** How many more email codes a user may be sent, and from when on. */
export interface EmailCodeAllowance {
  /** How many more codes may be sent now, apart from the pause between two. */
  readonly sendsLeft: number
  /** From when on the next code may be sent; an instant in the past means now. */
  readonly nextSendAt: Instant
}

/** The code last mailed for a ticket, expired or not. */
export function sentEmailCode(record: UserRecord, ticketId: string): SentEmailCode | undefined {
  return record.emailCodes.find((code) => code.ticketId === ticketId)
}

/** Counts what was sent to the user, over all tickets: a new sign-in is no new budget and ends no pause. */
export function emailCodeAllowance(record: UserRecord, now: Instant): EmailCodeAllowance {
  const { today, thisHour } = sentLately(record, now)
  const lastSentAt = record.emailSentAts.at(-1)
  return {
    sendsLeft: Math.max(
      0,
      Math.min(limits.emailCodesPerHour - thisHour.length, limits.emailCodesPerDay - today.length),
    ),
    nextSendAt: Math.max(
      lastSentAt === undefined ? 0 : lastSentAt + limits.resendCooldownSeconds * 1000,
      mailRoomAt(record, now),
    ),
  }
}

/** From when on the user may be mailed again because of somebody with the password, apart from the pause between two codes. */
export function mailRoomAt(record: UserRecord, now: Instant): Instant {
  const { today, thisHour } = sentLately(record, now)
  return Math.max(roomAt(thisHour, limits.emailCodesPerHour, hour), roomAt(today, limits.emailCodesPerDay, day))
}

/** Counts a mail to the user. */
export function withMailSent(record: UserRecord, now: Instant): UserRecord {
  return { ...record, emailSentAts: [...record.emailSentAts.slice(1 - limits.emailCodesPerDay), now] }
}

function sentLately({ emailSentAts }: UserRecord, now: Instant) {
  const today = emailSentAts.filter((at) => at > now - day)
  return { today, thisHour: today.filter((at) => at > now - hour) }
}

/** When the oldest of the sends that fill the window leaves it. */
function roomAt(sentAts: readonly Instant[], limit: number, window: number): Instant {
  const oldest = sentAts.at(-limit)
  return oldest === undefined ? 0 : oldest + window
}
