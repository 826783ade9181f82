import type { MusterStore } from "@muster/sdk/ports"
import type { Place } from "./place.js"

/** A call that is meant to read more than a bounded number of rows. */
export interface Walk {
  readonly why: string
  run(store: MusterStore, place: Place): Promise<unknown>
}

/** The calls that read more the more there is, and why. All others read a bounded number of rows. */
export const walks = {
  loadGroups: {
    why: "reads all device groups of one account, which are judged together",
    run: (store, { accountId }) => store.loadGroups(accountId),
  },
  eraseAccount: {
    why: "deletes everything of one account",
    run: (store, { accountId, version, groupsVersion }) =>
      store.eraseAccount(accountId, {
        next: { format: 1, json: "{}" },
        expectedVersion: version,
        expectedGroupsVersion: groupsVersion,
        firstEpoch: 1000,
      }),
  },
  scanSealed: {
    why: "walks all users to find that none is left under another key, in pages as long as some are",
    run: (store, { keyId }) => store.scanSealed({ notKeyId: keyId }),
  },
  countByKeyId: {
    why: "counts all users, for `keys.status` and `keys.retire`",
    run: (store) => store.countByKeyId(),
  },
} as const satisfies Partial<Record<keyof MusterStore, Walk>>
