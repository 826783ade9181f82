import { type Instant, randomId } from "@muster/core"
import type { Client } from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import type { AuditEvent, EventChange, EventFacts, UserKey } from "../ports/index.js"

/** Whom an event is about, and who did it. */
export type EventAbout = Pick<EventFacts, "accountId" | "userId" | "actor"> &
  Partial<Pick<EventFacts, "client" | "reason">>

/** Makes an audit event. */
export function auditEvent(deps: Dependencies, change: EventChange, about: EventAbout, at: Instant): AuditEvent {
  const { accountId, userId, actor, client = null, reason = null } = about
  const { kind, before, after } = change
  // Nothing but these fields: what an event is made of may hold more. The compiler cannot follow a kind into its changes.
  return { id: randomId(deps.random), at, kind, accountId, userId, actor, client, reason, before, after } as AuditEvent
}

/** Makes an audit event about a user, by that user. */
export function userEvent(
  deps: Dependencies,
  change: EventChange,
  about: UserKey & { readonly client: Client | null },
  at: Instant,
): AuditEvent {
  const { accountId, userId, client } = about
  return auditEvent(deps, change, { accountId, userId, client, actor: { userId } }, at)
}
