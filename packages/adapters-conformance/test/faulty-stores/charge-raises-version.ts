import { storeFault } from "./fault.js"

/** Keeps the counters in the row that the version guards. */
export const chargeRaisesVersion = storeFault("raises the version with each charge", "charge-races", (store) => ({
  async chargeUser(...input) {
    const [key, rule, now] = structuredClone(input)
    const answer = await store.chargeUser(key, rule, now)
    if (answer.kind !== "charged") return answer
    const nothing = { mail: [], events: [], withdraw: [], settle: [] }
    await store.saveUser(key, answer.user.value, answer.user.version, nothing)
    return answer
  },
}))
