import type { KeyCheck, KeyCheckResult } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/**
 * The update changes nothing: it waits for a parallel first call, and returns the row as that one has left it, which a
 * statement that reads would miss.
 */
export async function checkKey(
  database: Database,
  { keyChecks }: Tables,
  { purpose, keyId, value }: KeyCheck,
): Promise<KeyCheckResult> {
  const kept = await database.runForRow(
    `insert into ${keyChecks} as k (purpose, key_id, value) values ($purpose::text, $keyId::text, $value::text)
     on conflict (purpose, key_id) do update set value = k.value returning value`,
    { purpose, keyId, value },
  )
  return Object.freeze<KeyCheckResult>({ kind: kept.value === value ? "match" : "mismatch" })
}
