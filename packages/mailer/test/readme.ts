import { createMailer } from "@muster/mailer"
import { smtpMailer } from "@muster/mailer/smtp"

/** An SMTP server. STARTTLS is required of smtp:// servers on other machines; certificates are checked. */
export const overSmtp = smtpMailer({
  url: process.env.SMTP_URL ?? "smtps://user:password@smtp.example",
  from: "Acme Support <no-reply@acme.example>",
})

/** Or whatever sends your mail already. What it throws means: try again later. */
export const overHttp = createMailer(async ({ to, subject, text, html, idempotencyKey }) => {
  const response = await fetch(process.env.MAIL_API ?? "https://mail.example/send", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey },
    body: JSON.stringify({ to, subject, text, html }),
  })
  if (!response.ok) throw new Error(`the mail API answered ${response.status}`)
})
