// Refusals of the session and not of the message (RFC 4954 §6, RFC 3207 §4): authentication or TLS is missing or wrong.
// An operator can mend that, so the mail is tried again.
const sessionReplies: ReadonlySet<unknown> = new Set([530, 534, 535, 538])

/**
 * Says whether an error of nodemailer means that this message will never be delivered: a 5xx reply to its envelope or
 * its content (RFC 5321 §4.2.1), or an envelope that was never worth sending. A connection that failed or was refused
 * says nothing about the message, whatever its reply code.
 */
export function isPermanent(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false
  if (error.code !== "EENVELOPE" && error.code !== "EMESSAGE") return false
  const reply = "responseCode" in error ? error.responseCode : undefined
  if (typeof reply !== "number") return error.code === "EENVELOPE"
  return reply >= 500 && reply < 600 && !sessionReplies.has(reply)
}
