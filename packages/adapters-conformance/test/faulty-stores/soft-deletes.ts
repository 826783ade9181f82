import { storeFault } from "./fault.js"

/** Marks the user as erased and keeps everything. */
export const softDeletes = storeFault("marks users as erased and keeps them", "erasure", (store) => ({
  async eraseUser(key) {
    const { user } = await store.loadUser(key)
    if (user === undefined) return
    const columns = { ...user.value.columns, status: "erased" }
    const nothing = { mail: [], events: [], withdraw: [], settle: [] }
    await store.saveUser(key, { ...user.value, columns }, user.version, nothing)
  },
}))
