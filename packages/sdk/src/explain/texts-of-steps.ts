import type { EmailCodeSent, EnrollmentStep } from "../api/enrollment-steps.js"
import type { TextsFor } from "./explainable.js"
import { addressOf, closingAt, codeOf, openingAt } from "./words.js"

/** What is to do on each step of an enrollment. */
export const textsOfSteps: TextsFor<EnrollmentStep> = {
  "not-started": ({ maskedEmail }) => ({
    title: "Set up two-factor",
    detail:
      maskedEmail === null
        ? "Setting up begins with a code by mail, but there is no email address for you. Ask an admin to add it."
        : `Setting up begins with a code by mail. Have it sent to ${addressOf(maskedEmail)}.`,
  }),
  "email-code-sent": (sent) => ({
    title: sent.delivery === "failed" ? "Mail not taken" : "Check your mail",
    detail: `${delivery(sent)} ${nextMail(sent)}`,
  }),
  "email-verified": ({ expiresAt }) => ({
    title: "Address verified",
    detail: `Your email address is verified. Now set up the authenticator app, before ${closingAt(expiresAt)}.`,
  }),
  "key-issued": ({ present, totp, appWarnings, expiresAt }) => ({
    title: "Set up the authenticator app",
    detail: [
      present === "type"
        ? "Open the link with the authenticator app on this device, or copy the key into it."
        : "Scan the QR code with an authenticator app, or type the key into it.",
      `Then enter the ${codeOf(totp.digits)} that the app shows, before ${closingAt(expiresAt)}.`,
      ...(appWarnings.length === 0 ? [] : ["Not every app makes such codes: if none is accepted, try another app."]),
    ].join(" "),
  }),
}

function delivery({ delivery, digits, maskedEmail, expiresAt }: EmailCodeSent): string {
  const address = addressOf(maskedEmail)
  if (delivery === "failed") return `The mail to ${address} was not taken. Ask an admin whether the address is right.`
  const sent = delivery === "queued" ? "will be sent in a moment" : "was sent"
  return `A ${codeOf(digits)} ${sent} to ${address}. Enter it before ${closingAt(expiresAt)}.`
}

function nextMail({ sendsLeft, resendAvailableAt }: EmailCodeSent): string {
  return sendsLeft === 0
    ? "No other code can be sent for now."
    : `Another code can be sent from ${openingAt(resendAvailableAt)}.`
}
