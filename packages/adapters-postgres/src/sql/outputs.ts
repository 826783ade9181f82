import { type AuditEvent, type ChargeRule, checkOutputs, type SealedMail } from "@muster/sdk/ports"
import type { NamedValues } from "../named-parameters.js"
import type { Tables } from "../tables.js"

/** Mail of one kind to one user, of which only the newest is to be sent. */
export interface MailTopic {
  readonly userId: string
  readonly topic: string
}

/** What a statement writes beside its row; `atFailures` is for the notices and counted events of a charge. */
export interface OutputRows {
  readonly mail: readonly (SealedMail & { readonly atFailures?: number })[]
  readonly events: readonly AuditEvent[]
  readonly countedEvents?: ChargeRule["countedEvents"]
  /** Unsent mail to delete, beside the mail that the new one replaces. */
  readonly withdraw: readonly MailTopic[]
}

/** When outputs are written, as SQL; in `mailIf` the mail is `q`, in `eventsIf` the event is `l`. */
export interface OutputConditions {
  readonly mailIf: string
  readonly eventsIf: string
}

/**
 * The parts of a statement that write mail and events in the commit of what they belong to. Their conditions look at
 * the part that writes the row, and so wait for its lock.
 *
 * Mail is withdrawn as the statement's snapshot shows it. Saves exclude each other by version, so the mail of an
 * earlier save is always in it; the notice of a charge that commits while a save waits for the row may be left, and is
 * true.
 *
 * The users are also named in a list, so that their mail is found by the key: joined alone, all mail of the account would be
 * read, which after an outage of the mail server is a lot.
 */
export function outputsSql({ mail, events }: Tables, { mailIf, eventsIf }: OutputConditions): string {
  return `withdrawn as (
    delete from ${mail} m
    using json_to_recordset($withdraw::text::json) as q (user_id text, topic text, at_failures integer)
    where m.account_id = $account and m.user_id = q.user_id and m.topic = q.topic and ${mailIf}
      and m.user_id = any(array(select w.user_id from json_to_recordset($withdraw::text::json) as w (user_id text)))
  ), queued as (
    insert into ${mail} (account_id, user_id, mail_id, sealed, topic, due_at, available_at, expires_at)
    select $account, q.user_id, q.mail_id, decode(q.sealed, 'hex'), q.topic, q.due_at, q.due_at, q.expires_at
    from json_to_recordset($mail::text::json) as q (user_id text, mail_id text, sealed text, topic text,
      due_at bigint, expires_at bigint, at_failures integer)
    where ${mailIf}
  ), logged as (
    insert into ${events} (account_id, user_id, event_id, at, kind, body)
    select $account, l.user_id, l.event_id, l.at, l.kind, l.body::json
    from json_to_recordset($events::text::json) as l (user_id text, event_id text, at bigint, kind text,
      body text, at_failures integer)
    where ${eventsIf}
  )`
}

/** The values that {@link outputsSql} takes. Rows go to the account of the call, so they must belong to it. */
export function outputValues(
  accountId: string,
  { mail, events, countedEvents = [], withdraw }: OutputRows,
): NamedValues {
  checkOutputs(accountId, { mail, events: [...events, ...countedEvents.map(({ event }) => event)] })
  const replaced = mail.flatMap(({ key, topic, atFailures }) =>
    topic === null ? [] : [{ userId: key.userId, topic, atFailures }],
  )
  return {
    withdraw: JSON.stringify([...withdraw, ...replaced].map(toTopicRow)),
    mail: JSON.stringify(mail.map(toMailRow)),
    events: JSON.stringify([...events.map((event) => ({ event })), ...countedEvents].map(toEventRow)),
  }
}

function toTopicRow({ userId, topic, atFailures }: MailTopic & { readonly atFailures?: number | undefined }): object {
  return { user_id: userId, topic, at_failures: atFailures }
}

function toMailRow({ id, key, sealed, topic, dueAt, expiresAt, atFailures }: OutputRows["mail"][number]): object {
  return {
    user_id: key.userId,
    mail_id: id,
    sealed: toHex(sealed),
    topic,
    due_at: dueAt,
    expires_at: expiresAt,
    at_failures: atFailures,
  }
}

/** The body is JSON within JSON: text that Postgres could not store as such, like U+0000, stays escaped in it. */
function toEventRow(row: { readonly event: AuditEvent; readonly atFailures?: number }): object {
  const { id, at, kind, accountId: _account, userId, ...body } = row.event
  return { user_id: userId, event_id: id, at, kind, body: JSON.stringify(body), at_failures: row.atFailures }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
