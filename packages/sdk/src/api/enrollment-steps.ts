import type { Instant, SetupKey, TotpParameters } from "@muster/core"

/** Nothing has been sent yet. Say where the code will go, and send it when asked to. */
export interface NotStarted {
  readonly kind: "not-started"
  /** `null` when the user has no address. */
  readonly maskedEmail: string | null
}

/** A code is in the mail. */
export interface EmailCodeSent {
  readonly kind: "email-code-sent"
  /** Where it went, such as `a•••@acme.example`. */
  readonly maskedEmail: string
  /** How many digits the code has. */
  readonly digits: number
  /** When the code stops working. */
  readonly expiresAt: Instant
  /** When `sendEmailCode` sends another one. */
  readonly resendAvailableAt: Instant
  /** How many more codes can be sent to this user for now. */
  readonly sendsLeft: number
  /** Tries until the next wait. */
  readonly attemptsLeft: number
  /** From the call that sent it. `queued`: will be tried again by `jobs.run`. `failed`: the address refused it. */
  readonly delivery?: "sent" | "queued" | "failed"
}

/** The address is verified. */
export interface EmailVerified {
  readonly kind: "email-verified"
  /** Names this enrollment: keep it in place of the ticket that you had. */
  readonly ticket: string
  /** When the enrollment ends unless it is confirmed. */
  readonly expiresAt: Instant
}

/** The key that goes into the authenticator app. */
export interface KeyIssued {
  readonly kind: "key-issued"
  /** `type`: the authenticator is on this very device; show the key and the link, no QR code. */
  readonly present: "scan-or-type" | "type"
  /** For typing, in groups of four. */
  readonly setupKey: SetupKey
  /** For `qrSvg` and its like of `@muster/core/qr`, and for a link on a phone. Holds the secret: never log it. */
  readonly otpauthUri: string
  /** What the app's manual entry asks for beside the key: Service and Account. */
  readonly issuer: string
  /** The account as the app will list it: the address, or the user id where there is none. */
  readonly label: string
  /** What to choose in an app that asks for it. */
  readonly totp: TotpParameters
  /** What some common apps do not honour in these parameters; empty for 6 digits, SHA-1, 30 s. */
  readonly appWarnings: readonly string[]
  /** When the enrollment ends unless it is confirmed. */
  readonly expiresAt: Instant
}

/** Where an enrollment stands; the kinds are the states of the machine. */
export type EnrollmentStep = NotStarted | EmailCodeSent | EmailVerified | KeyIssued

/** The call does not belong to the step that the user is on (a reload, a second tab): show `current`. */
export interface WrongStep {
  readonly kind: "wrong-step"
  /** The step to show. */
  readonly current: EnrollmentStep
}
