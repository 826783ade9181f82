import { storeFault } from "./fault.js"

/** Hands out what the driver gave. */
export const mutableReads = storeFault("returns what can be changed", "copies", (store) => ({
  loadUser: async (key) => structuredClone(await store.loadUser(key)),
}))
