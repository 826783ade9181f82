import { type Instant, MusterError, randomId, type SealContext } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import type { Mail, MailMessage, SealedMail, UserKey } from "../ports/index.js"

/** A mail before it is sealed. */
export interface MailDraft {
  readonly key: UserKey
  readonly to: string
  readonly locale: string | null
  readonly message: MailMessage
  readonly dueAt: Instant
  readonly expiresAt: Instant | null
  readonly topic: string | null
}

// The content of a mail is bound to its row: moved to another user or another mail, it does not open.
const sealOf = (key: UserKey, id: string): SealContext => ({
  purpose: "mail",
  accountId: key.accountId,
  userId: key.userId,
  record: id,
  generation: 1,
  parameters: "",
})

/** Seals a mail for the outbox: the address and the code in it are readable for the holder of the keys alone. */
export async function sealMail(deps: Dependencies, draft: MailDraft): Promise<SealedMail & { readonly mail: Mail }> {
  const { key, to, locale, message, dueAt, expiresAt, topic } = draft
  const id = randomId(deps.random)
  const content = new TextEncoder().encode(JSON.stringify({ to, locale, issuer: deps.issuer, message }))
  const sealed = await deps.secrets.seal(content, sealOf(key, id))
  return { id, key, sealed, dueAt, expiresAt, topic, mail: { id, key, to, locale, issuer: deps.issuer, message } }
}

/** Opens a mail of the outbox. */
export async function openMail(deps: Dependencies, { id, key, sealed }: SealedMail): Promise<Mail> {
  const content = await deps.secrets.open(sealed, sealOf(key, id))
  try {
    // Authenticated, so it is what sealMail wrote.
    return { id, key, ...(JSON.parse(new TextDecoder().decode(content)) as Omit<Mail, "id" | "key">) }
  } catch (cause) {
    throw new MusterError("ERR_RECORD_UNREADABLE", "a mail of the outbox is not in the form of this version", { cause })
  }
}
