import { MusterError } from "@muster/core"
import { changePrimary } from "@muster/enrollment"
import type { Users } from "../api/users.js"
import { tries } from "../attempts/lost-races.js"
import type { Dependencies } from "../dependencies.js"
import { auditEvent } from "../events/audit-event.js"
import { parseInput, userKeySchema } from "../input.js"
import { loadState } from "../load.js"
import type { Settlement } from "../ports/index.js"
import { saveUser } from "../save-user.js"
import { emailCodeTopic } from "../writes.js"

/** The password, the address or the way to sign in is another: what was begun with the old one ends. */
export async function notePrimaryChanged(
  deps: Dependencies,
  input: Parameters<Users["primaryChanged"]>[0],
): ReturnType<Users["primaryChanged"]> {
  const { accountId, userId } = input
  const key = parseInput(userKeySchema, { accountId, userId })
  for (let round = 0; round < tries; round++) {
    // Of somebody unknown a row is written too: a ticket from the old password has no epoch to die by otherwise.
    const { record, version, now } = await loadState(deps, key)
    const changed = changePrimary(record)
    const [before, after] = [{ epoch: record.epoch }, { epoch: changed.record.epoch }]
    const saved = await saveUser(
      deps,
      {
        key,
        record: changed.record,
        expectedVersion: version,
        events: [auditEvent(deps, { kind: "primary-changed", before, after }, { ...key, actor: host }, now)],
        mail: [],
        withdraw: changed.outputs.map(({ ticketId }) => emailCodeTopic(ticketId)),
        settle: releaseEverything,
        transaction: undefined,
      },
      now,
    )
    if (saved.kind === "saved") return { kind: "noted" }
  }
  // A host that overlooks an answer would leave the tickets of a stolen password alive.
  throw new MusterError("ERR_STORE_CONFLICT", "lost three races against parallel calls; nothing was noted", {
    retryable: true,
  })
}

/** Who it was is the host's to know. */
const host = { system: "host" } as const

const releaseEverything: readonly Settlement[] = [
  { pool: "codes", kind: "release" },
  { pool: "recovery-codes", kind: "release" },
]
