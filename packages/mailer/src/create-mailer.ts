import { isMusterError } from "@muster/core"
import type { Mailer } from "@muster/sdk/ports"
import { type RenderedMail, renderMail } from "./render-mail.js"

/**
 * Makes a mailer of a function that sends. Resolving means accepted. A rejection becomes `rejected` and `retryable`,
 * and its text goes no further, because senders quote addresses in it: log what you need inside `send`. A mail that
 * cannot be written (its `to` is not one address) is `rejected` for good.
 *
 * @example
 * ```ts
 * const mailer = createMailer(({ to, subject, text, html }) => queue.add("mail", { to, subject, text, html }))
 * ```
 */
export function createMailer(send: (mail: RenderedMail) => Promise<unknown>): Mailer {
  return mailerOver(send, () => true)
}

/** {@link createMailer} for a sender whose errors tell whether another try makes sense. */
export function mailerOver(
  send: (mail: RenderedMail) => Promise<unknown>,
  isRetryable: (error: unknown) => boolean,
): Mailer {
  return {
    async send(mail) {
      try {
        await send(renderMail(mail))
        return { kind: "accepted" }
      } catch (error) {
        return { kind: "rejected", retryable: isMusterError(error) ? error.retryable : isRetryable(error) }
      }
    },
  }
}
