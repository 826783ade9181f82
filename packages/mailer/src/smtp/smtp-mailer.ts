import type { Mailer } from "@muster/sdk/ports"
import { createTransport } from "nodemailer"
import { mailerOver } from "../create-mailer.js"
import { parseSmtpUrl } from "./connection.js"
import { isPermanent } from "./permanence.js"
import { parseSender } from "./sender.js"

/** Where mail goes and who it is from. */
export interface SmtpMailerOptions {
  /**
   * `smtps://user:password@host` (TLS, port 465) or `smtp://user:password@host` (STARTTLS required, port 587); user and
   * password percent-encoded. To this machine, and with `?ignoreTLS=true`, `smtp://` speaks in the clear.
   */
  readonly url: string
  /** `Acme Support <no-reply@acme.example>`, or the address alone. */
  readonly from: string
}

/** A mailer that keeps connections open between mails. */
export interface SmtpMailer extends Mailer {
  /**
   * Closes the connections; a mail that is under way is finished first. Afterwards every mail is rejected, retryable.
   */
  close(): void
}

/** Of each phase, and of the whole: the services give a mailer ten seconds. */
const timeoutMs = 10_000
/** Less than the time-out of the socket, which would report an idle connection as a failed one. */
const idleMs = 5_000

/**
 * Sends mail over SMTP, on at most five connections that are opened when needed and closed after five idle seconds. The
 * server's certificate is checked. Mail that the server refuses for good (5xx) is `rejected` and not `retryable`; mail
 * that it defers, and a server that is away, slow, or refuses the credentials, is `retryable`. Never throws while
 * sending, and reports no words of the server, since those quote the address.
 *
 * @throws MusterError `ERR_CONFIGURATION` with field `url` or `from`, quoting neither.
 */
export function smtpMailer(options: SmtpMailerOptions): SmtpMailer {
  const from = parseSender(options.from)
  const transport = createTransport({
    ...parseSmtpUrl(options.url),
    pool: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    idleTimeout: idleMs,
  })
  const domain = from.address.slice(from.address.indexOf("@") + 1)

  const { send } = mailerOver(
    (mail) =>
      transport.sendMail({
        from,
        // As an object it is taken as it is; a string would be parsed as a list.
        to: { name: "", address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        // Equal over all tries, so that a mailbox can drop the second copy after a lost acknowledgement.
        messageId: `<${encodeURIComponent(mail.idempotencyKey)}@${domain}>`,
        // RFC 3834 §5: no out-of-office reply to a code.
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.timeout(timeoutMs),
      }),
    (error) => !isPermanent(error),
  )
  return { send, close: () => transport.close() }
}
