import { storeFault } from "./fault.js"

/** Charges by user alone, so that a ticket from before a reset still spends and compares. */
export const ignoresEpoch = storeFault("ignores the epoch of a charge", "charge-races", (store) => ({
  async chargeUser(...input) {
    const [key, rule, now] = structuredClone(input)
    const { user } = await store.loadUser(key)
    return store.chargeUser(key, { ...rule, epoch: user?.value.columns.epoch ?? rule.epoch }, now)
  },
}))
