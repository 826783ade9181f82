import { isSingleAddress, MusterError } from "@muster/core"
import type { Mail, MailMessage } from "@muster/sdk/ports"
import { toSingleLine } from "./escape.js"
import { layOutHtml, layOutText, type MailContent } from "./layout.js"
import { emailCode } from "./messages/email-code.js"
import { enrolled } from "./messages/enrolled.js"
import { exempted } from "./messages/exempted.js"
import { exemptionEnded } from "./messages/exemption-ended.js"
import { factorImported } from "./messages/factor-imported.js"
import { factorRemoved } from "./messages/factor-removed.js"
import { factorReplaced } from "./messages/factor-replaced.js"
import { factorReset } from "./messages/factor-reset.js"
import { failuresNoticed } from "./messages/failures-noticed.js"
import { forcedLogoutReminder } from "./messages/forced-logout-reminder.js"
import { locked } from "./messages/locked.js"
import { recoveryCodeUsed } from "./messages/recovery-code-used.js"
import { recoveryCodesRegenerated } from "./messages/recovery-codes-regenerated.js"
import { replacementHeld } from "./messages/replacement-held.js"
import { unlocked } from "./messages/unlocked.js"
import { userReplacementHeld } from "./messages/user-replacement-held.js"

/** A mail in words, ready for whatever sends it. */
export interface RenderedMail {
  /** One bare address: no display name, no list. */
  readonly to: string
  /** One line without control characters. */
  readonly subject: string
  /** The plain text part; it belongs before the HTML part (RFC 2046 §5.1.4). */
  readonly text: string
  /** A whole HTML document without links, scripts or remote resources. */
  readonly html: string
  /** Equal for every try of the same mail: hand it to a sender that can drop a repetition. */
  readonly idempotencyKey: string
}

/**
 * Writes a mail in English, as text and as HTML. Does not read `mail.locale`: for other languages, write the words from
 * `mail.message`, which is data. Every field of the mail is taken as text, never as markup or as a template.
 *
 * @throws MusterError `ERR_INVALID_INPUT` with field `to` unless it is one bare address, with field `issuer` if that is
 * blank, and with field `message` for a kind that this version does not know (retryable: a newer machine may).
 */
export function renderMail(mail: Mail): RenderedMail {
  if (!isSingleAddress(mail.to)) throw new MusterError("ERR_INVALID_INPUT", "not one mail address", { field: "to" })
  const issuer = toSingleLine(mail.issuer)
  if (issuer === "") throw new MusterError("ERR_INVALID_INPUT", "the issuer is blank", { field: "issuer" })

  const content = writeMessage(mail.message, issuer)
  return {
    to: mail.to,
    subject: content.subject,
    text: layOutText(content),
    html: layOutHtml(content),
    idempotencyKey: mail.id,
  }
}

function writeMessage(message: MailMessage, issuer: string): MailContent {
  switch (message.kind) {
    case "email-code":
      return emailCode(message, issuer)
    case "enrolled":
      return enrolled(message, issuer)
    case "factor-replaced":
      return factorReplaced(message, issuer)
    case "factor-removed":
      return factorRemoved(message, issuer)
    case "recovery-codes-regenerated":
      return recoveryCodesRegenerated(message, issuer)
    case "factor-reset":
      return factorReset(message, issuer)
    case "factor-imported":
      return factorImported(message, issuer)
    case "exempted":
      return exempted(message, issuer)
    case "exemption-ended":
      return exemptionEnded(message, issuer)
    case "unlocked":
      return unlocked(message, issuer)
    case "replacement-held":
      return replacementHeld(message, issuer)
    case "user-replacement-held":
      return userReplacementHeld(message, issuer)
    case "recovery-code-used":
      return recoveryCodeUsed(message, issuer)
    case "failures-noticed":
      return failuresNoticed(message, issuer)
    case "locked":
      return locked(message, issuer)
    case "forced-logout-reminder":
      return forcedLogoutReminder(message, issuer)
    default:
      message satisfies never
      throw new MusterError("ERR_INVALID_INPUT", "a mail of an unknown kind", { field: "message", retryable: true })
  }
}
