import { type AttemptOutcome, type Settlement, type ThrottlePool, throttleRules } from "@muster/enrollment"

/** At this many consecutive failures the user is told: whoever got that far knows the password. */
export const noticedFailures = 3

/** The topic of the notices about failures to the address of the ticket. */
export const failureNoticeTopic = "failure-notice"

/** The topic of those to the address that was confirmed with the factor: of one topic only the newest mail is kept. */
export const confirmedNoticeTopic = "failure-notice-confirmed"

/** A charge, as far as settling it goes. */
export interface Charge {
  readonly pool: ThrottlePool
  /** The consecutive failures that the charge reported. */
  readonly failures: number
}

/** What is saved to settle a charge. */
export interface ChargeSettlement {
  readonly settlement: Settlement
  /** Topics of unsent mail that is deleted. */
  readonly withdraw: readonly string[]
}

/**
 * Says what is saved to settle a charge, or `null` where it stays spent. A success withdraws the notice of the failures
 * before it; an attempt that is returned withdraws a notice only if its own charge has written it.
 */
export function settleAttempt(outcome: AttemptOutcome, { pool, failures }: Charge): ChargeSettlement | null {
  const { unitSeconds, free, cap } = throttleRules[pool]
  switch (outcome) {
    case "keep":
      return null
    case "clear":
      return { settlement: { pool, kind: "clear", unitSeconds }, withdraw: [failureNoticeTopic, confirmedNoticeTopic] }
    case "refund": {
      const wroteNotice = failures === noticedFailures || failures === cap
      return {
        settlement: { pool, kind: "refund", unitSeconds, free, failures },
        withdraw: wroteNotice ? [failureNoticeTopic] : [],
      }
    }
  }
}
