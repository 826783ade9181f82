import { untouchedThrottle } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

const untouched = Object.freeze({ codes: untouchedThrottle, "recovery-codes": untouchedThrottle })

/** Shows in a list what a user begins with, and not where the user stands. */
export const listsUntouchedThrottles = storeFault("lists users as if nobody was charged", "users", (store) => ({
  async listUsers(input) {
    const { items, next } = await store.listUsers(input)
    const shown = items.map((item) => Object.freeze({ ...item, throttles: untouched }))
    return Object.freeze({ items: Object.freeze(shown), next })
  },
}))
