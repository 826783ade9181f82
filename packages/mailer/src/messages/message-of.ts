import type { MailMessage } from "@muster/sdk/ports"

/** The message of a kind, or of the kinds that share its fields. */
export type MessageOf<Kind extends MailMessage["kind"]> = Extract<MailMessage, { readonly kind: Kind }>
