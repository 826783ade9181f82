import type { Instant } from "@muster/core"
import { limits } from "./limits.js"
import type { SentEmailCode, UserRecord } from "./user-record.js"

const hour = 3_600_000
const day = 86_400_000

/** How many more email codes a user may be sent, and from when on the next one for a ticket. */
export interface EmailCodeAllowance {
  /** How many more codes may be sent now, apart from the pause between two for one ticket. */
  readonly sendsLeft: number
  /** From when on the next code for the ticket may be sent; an instant in the past means now. */
  readonly nextSendAt: Instant
}

/** The code last mailed for a ticket, expired or not. */
export function sentEmailCode(record: UserRecord, ticketId: string): SentEmailCode | undefined {
  return record.emailCodes.find((code) => code.ticketId === ticketId)
}

/** Counts what was sent to the user in the last hour and day, over all tickets: a new sign-in is no new budget. */
export function emailCodeAllowance(record: UserRecord, ticketId: string, now: Instant): EmailCodeAllowance {
  const today = record.emailSentAts.filter((at) => at > now - day)
  const thisHour = today.filter((at) => at > now - hour)
  const lastSent = sentEmailCode(record, ticketId)
  return {
    sendsLeft: Math.max(
      0,
      Math.min(limits.emailCodesPerHour - thisHour.length, limits.emailCodesPerDay - today.length),
    ),
    nextSendAt: Math.max(
      lastSent === undefined ? 0 : lastSent.sentAt + limits.resendCooldownSeconds * 1000,
      roomAt(thisHour, limits.emailCodesPerHour, hour),
      roomAt(today, limits.emailCodesPerDay, day),
    ),
  }
}

/** When the oldest of the sends that fill the window leaves it. */
function roomAt(sentAts: readonly Instant[], limit: number, window: number): Instant {
  const oldest = sentAts.at(-limit)
  return oldest === undefined ? 0 : oldest + window
}
