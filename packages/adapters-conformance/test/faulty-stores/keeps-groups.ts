import { storeFault } from "./fault.js"

/** Inserts groups and does nothing where the id is there, so that a group can be made and never changed. */
export const keepsGroups = storeFault("leaves a group as it is that is put again", "accounts", (store) => ({
  async saveAccount(accountId, next, expectedVersion, writes) {
    const given = structuredClone({ next, writes })
    const before = new Map((await store.loadGroups(accountId)).groups.map((group) => [group.id, group]))
    const putGroups = given.writes.putGroups.map((group) => before.get(group.id) ?? group)
    return store.saveAccount(accountId, given.next, expectedVersion, { ...given.writes, putGroups })
  },
}))
