import { attemptsLeft, emailCodeAllowance, enrollmentPosition, throttleRules } from "@muster/enrollment"
import type { EnrollmentStep } from "../api/enrollment-steps.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { maskEmail } from "../mail/mask-email.js"
import { openSecret } from "../secrets.js"
import type { TicketClaims } from "../ticket.js"
import { keyIssued } from "./key-issued.js"

/** A ticket that was opened, with the text that it came as. */
export interface HeldTicket {
  readonly ticket: string
  readonly claims: TicketClaims
}

/** Where a live ticket stands, as a page shows it. */
export async function enrollmentStep(deps: Dependencies, held: HeldTicket, state: State): Promise<EnrollmentStep> {
  const { ticket, claims } = held
  const { record, throttle, now } = state
  const maskedEmail = claims.email === null ? null : maskEmail(claims.email)
  const position = enrollmentPosition(record, claims)
  switch (position.kind) {
    case "not-started":
      return { kind: "not-started", maskedEmail }
    case "email-code-sent": {
      const allowance = emailCodeAllowance(record, now)
      return {
        kind: "email-code-sent",
        maskedEmail: maskedEmail ?? "",
        digits: deps.emailCodeDigits,
        expiresAt: position.sent.expiresAt,
        resendAvailableAt: allowance.nextSendAt,
        sendsLeft: allowance.sendsLeft,
        attemptsLeft: attemptsLeft(throttle, throttleRules.codes, now),
      }
    }
    case "email-verified":
      return { kind: "email-verified", ticket, expiresAt: claims.expiresAt }
    case "key-issued": {
      const { enrollment, sealedSecret } = position
      const secret = await openSecret(deps, claims, { ...enrollment, generation: 1 }, sealedSecret)
      return keyIssued(deps, claims, enrollment, secret)
    }
  }
}
