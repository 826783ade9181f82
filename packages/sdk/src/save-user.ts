import { type Instant, MusterError } from "@muster/core"
import type { UserRecord } from "@muster/enrollment"
import type { HostTransaction } from "./api/host-transaction.js"
import type { Dependencies } from "./dependencies.js"
import { loggedError } from "./logging/logged-error.js"
import { type Delivery, deliver, inlineLeaseSeconds } from "./mail/deliver.js"
import { type MailDraft, sealMail } from "./mail/sealed-mail.js"
import type { AuditEvent, SaveResult, Settlement, UserKey } from "./ports/index.js"
import { writeUserState } from "./state/user-state.js"
import { isTransactionConflict } from "./transaction-conflict.js"
import { userKey } from "./user-key.js"

/** Everything that one save of a user writes. */
export interface UserSave {
  readonly key: UserKey
  readonly record: UserRecord
  readonly expectedVersion: number
  readonly events: readonly AuditEvent[]
  readonly mail: readonly MailDraft[]
  readonly withdraw: readonly string[]
  readonly settle: readonly Settlement[]
  /** Also compared with, and raised on, the account; for a save that may lower the number of enrolled admins. */
  readonly accountVersion?: number | undefined
  readonly transaction: HostTransaction | undefined
}

/** Saved with what became of its mail, or lost to a parallel save. */
export type UserSaved = { readonly kind: "saved"; readonly deliveries: readonly Delivery[] } | { readonly kind: "lost" }

/**
 * Saves a user with everything that belongs to it, in one commit, and sends the mail after it. In a host's transaction
 * the commit is the host's.
 */
export async function saveUser(deps: Dependencies, save: UserSave, now: Instant): Promise<UserSaved> {
  const inline = deps.sendMail === "inline"
  const mail = await Promise.all(
    save.mail.map((draft) =>
      sealMail(deps, inline ? { ...draft, dueAt: draft.dueAt + inlineLeaseSeconds * 1000 } : draft),
    ),
  )
  const state = writeUserState(save.record, now)
  const write = (transaction?: unknown) =>
    deps.store.saveUser(userKey(save.key), state, save.expectedVersion, {
      mail: mail.map(({ mail: _, ...sealed }) => sealed),
      events: save.events,
      withdraw: save.withdraw,
      settle: save.settle,
      accountVersion: save.accountVersion,
      transaction,
    })
  const saved =
    save.transaction === undefined ? await write() : await writeInside(deps, save.transaction, userKey(save.key), write)
  if (saved.kind === "version-conflict") return { kind: "lost" }
  if (!inline) return { kind: "saved", deliveries: mail.map(() => "queued") }
  return { kind: "saved", deliveries: await Promise.all(mail.map(({ mail }) => deliverOrLeave(deps, mail))) }
}

// The save is committed: a store that fails while the outcome is noted must not turn it into a failure.
async function deliverOrLeave(deps: Dependencies, mail: Parameters<typeof deliver>[1]): Promise<Delivery> {
  try {
    return await deliver(deps, mail, 1)
  } catch (error) {
    const { id: mailId, key } = mail
    deps.log("mail-not-noted", { accountId: key.accountId, mailId, error: loggedError(error) })
    return "queued"
  }
}

async function writeInside(
  { store }: Dependencies,
  transaction: HostTransaction,
  user: UserKey,
  write: (transaction: unknown) => Promise<SaveResult>,
): Promise<SaveResult> {
  let result: SaveResult | undefined
  try {
    await transaction(async (open) => {
      result = await write(open)
      // Rejecting makes the host roll its own rows back, whatever it wraps the rejection in.
      if (result.kind === "version-conflict") throw new Error("Lost a race; roll back, Muster will decide again.")
    }, user)
  } catch (error) {
    if (result?.kind === "version-conflict") return result
    // A conflict at the host's commit, or in any statement before it, is a lost race too: nothing was written.
    if (isTransactionConflict(store, error)) return { kind: "version-conflict" }
    throw error
  }
  if (result === undefined) {
    throw new MusterError("ERR_INVALID_INPUT", "the host's transaction resolved without calling save", {
      field: "transaction",
    })
  }
  return result
}
