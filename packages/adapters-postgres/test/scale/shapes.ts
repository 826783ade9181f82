import { postgresStore, type SqlClient } from "../../src/index.js"
import { calls } from "./calls.js"
import type { Place } from "./place.js"
import { walks } from "./walks.js"

/**
 * A statement without what differs from call to call and from schema to schema: the numbers of its parameters, and what becomes of
 * charges, which are columns of the row that it writes anyway.
 */
export function shapeOf(text: string, schema: string): string {
  return text
    .replaceAll(schema, "muster")
    .replace(/(sealed_key_ids = \$\d+::text\[\]), .*$/m, "$1")
    .replace(/\$\d+/g, "$")
}

const mail = { id: "mail", key: { accountId: "account", userId: "ann" } }
const place: Place = {
  accountId: "account",
  version: 1,
  groupsVersion: 1,
  key: mail.key,
  userVersion: 1,
  epoch: 1,
  lease: 1,
  userIds: ["ann"],
  waitingMail: mail,
  deadMail: mail,
  keyId: "2026",
  now: 0,
}

/** The shapes of all statements of the store whose plans are looked at, or that are named as walks. Nothing is run. */
export async function knownShapes(): Promise<ReadonlySet<string>> {
  const shapes = new Set<string>()
  const client: SqlClient = {
    async query(text) {
      shapes.add(shapeOf(text, "muster"))
      // Enough for the calls that send a second statement; what others make of it is not looked at.
      return { rows: [{ version: 1, groups_version: 1 }] }
    },
  }
  const store = { ...postgresStore({ client }), spend: async () => ({ kind: "spent" }) as const }
  for (const { run } of [...calls, ...Object.values(walks)]) await run(store, place).catch(() => {})
  return shapes
}
