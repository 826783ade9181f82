import { MusterError } from "@muster/core"
import type { Mail, Mailer } from "@muster/sdk/ports"
import { frozenCopy } from "./frozen.js"

/** A mailer whose mail can be read. */
export interface MemoryMailer extends Mailer {
  /** All mail in the order in which it was sent. */
  readonly sent: readonly Mail[]
  /**
   * The code of the newest email code sent to this address. Throws `ERR_INVALID_INPUT` with the field `email` when none
   * was.
   */
  lastCodeTo(email: string): string
}

/** Creates a mailer that accepts all mail and keeps it, for tests and demos. */
export function memoryMailer(): MemoryMailer {
  const sent: Mail[] = []
  return Object.freeze<MemoryMailer>({
    sent,
    async send(mail) {
      sent.push(frozenCopy(mail))
      return { kind: "accepted" }
    },
    lastCodeTo(email) {
      for (const { to, message } of [...sent].reverse()) {
        if (to === email && message.kind === "email-code") return message.code
      }
      throw new MusterError("ERR_INVALID_INPUT", "No email code was sent to this address.", { field: "email" })
    },
  })
}
