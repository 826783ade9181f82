import type { MailMessage } from "@muster/sdk/ports"

/** The message of a kind, which kinds with the same fields share. */
export type MessageOf<Kind extends MailMessage["kind"]> = MemberOf<MailMessage, Kind>

type MemberOf<Message extends MailMessage, Kind> = Message extends MailMessage
  ? [Kind] extends [Message["kind"]]
    ? Message
    : never
  : never
