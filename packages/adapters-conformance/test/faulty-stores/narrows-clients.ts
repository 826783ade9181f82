import type { AuditEvent } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

/** Has a column for the platform and one for the build, and none for what else a client says of itself. */
export const narrowsClients = storeFault("keeps of an event's client what it has columns for", "events", (store) => ({
  async saveAccount(accountId, next, expectedVersion, writes) {
    const events = writes.events.map(narrowed)
    return store.saveAccount(accountId, next, expectedVersion, { ...writes, events })
  },
}))

function narrowed({ client, ...event }: AuditEvent): AuditEvent {
  if (client === null) return { ...event, client } as AuditEvent
  const { platform, build } = client
  return { ...event, client: { platform, build } } as AuditEvent
}
