import type { CodeRefusal, NoEmail, ProofNeeded, WrongCode } from "../api/refusals.js"
import type { TextsFor } from "./explainable.js"
import { counted, openingAt, textFor } from "./words.js"

/** What stands between a person and what they asked for. */
export const textsOfRefusals: TextsFor<CodeRefusal | ProofNeeded | NoEmail> = {
  "wrong-code": (answer) => ({
    title: "Code not accepted",
    detail: `${textFor(faults, answer.why, "This code was not accepted.")} ${furtherTries(answer)}${skewHint(answer)}`,
  }),
  throttled: ({ limit, retryAt }) => ({
    title: "Too many at once",
    detail: `${textFor(limits, limit, "That was asked for too often.")} Try again at ${openingAt(retryAt)}.`,
  }),
  locked: ({ until, recoveryCodeWorks }) => ({
    title: "Locked",
    detail: `There were too many wrong codes. ${
      until === null ? "Ask an admin to unlock you" : `Codes are heard again at ${openingAt(until)}`
    }${recoveryCodeWorks ? ", or use a recovery code" : ""}.`,
  }),
  busy: () => ({
    title: "Try again",
    detail: "Something else was changed at the same moment, so nothing was done. Try again in a few seconds.",
  }),
  "ticket-rejected": ({ reason }) => ({
    title: "Start again",
    detail: `${textFor(ticketFaults, reason, "This sign-in cannot be continued.")} Sign in from the beginning.`,
  }),
  "proof-needed": ({ accepts }) => ({
    title: "Prove it is you",
    detail: accepts.includes("recovery-code")
      ? "Sign in again with a code from your authenticator app, or enter a recovery code, to do this."
      : "Sign in again with a code from your authenticator app to do this.",
  }),
  "no-email": () => ({
    title: "No email address",
    detail: "There is no email address to send a code to. Ask an admin to add yours.",
  }),
}

const faults: { readonly [Why in WrongCode["why"]]: string } = {
  mismatch: "This code is not right.",
  malformed: "This is not a whole code: enter it as it is shown.",
  "already-used": "This code has been used before: wait for the next one of the app, or use another recovery code.",
  "replaced-by-newer": "A newer code has been sent: enter the one in the latest mail.",
  expired: "This code is too old: have a new one sent.",
}

const limits = {
  attempts: "There were several wrong codes.",
  resend: "A code has just been sent.",
  mail: "Too much mail was sent to this address.",
} as const

const ticketFaults = {
  expired: "This took too long.",
  spent: "This sign-in has been finished already.",
  superseded: "Your password, your authenticator app or this set-up has changed meanwhile.",
  invalid: "This sign-in cannot be continued.",
} as const

function furtherTries({ attemptsLeft, retryAt }: WrongCode): string {
  if (retryAt !== null) return `Try again at ${openingAt(retryAt)}.`
  if (attemptsLeft === 0) return "Ask an admin to unlock you."
  return `You have ${counted(attemptsLeft, "try", "tries")} before you have to wait.`
}

function skewHint({ clockSkewSeconds = 0 }: WrongCode): string {
  if (clockSkewSeconds === 0 || !Number.isFinite(clockSkewSeconds)) return ""
  const minutes = Math.max(1, Math.round(Math.abs(clockSkewSeconds) / 60))
  const way = clockSkewSeconds > 0 ? "ahead" : "behind"
  return ` The clock of your phone seems to be about ${counted(minutes, "minute")} ${way}: have it set automatically.`
}
