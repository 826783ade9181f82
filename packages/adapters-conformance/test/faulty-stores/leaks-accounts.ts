import type { UserKey } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

/** Looks users up by their own id, as if it were unique. */
export const leaksAccounts = storeFault("finds users of other accounts", "account-isolation", (store) => {
  const saved = new Map<string, UserKey>()
  return {
    async saveUser(key, ...rest) {
      saved.set(key.userId, key)
      return store.saveUser(key, ...rest)
    },
    async loadUser(key) {
      const loaded = await store.loadUser(key)
      return loaded.user === undefined ? store.loadUser(saved.get(key.userId) ?? key) : loaded
    },
  }
})
