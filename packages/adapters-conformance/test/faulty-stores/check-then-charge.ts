import { throttleStanding } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

/** Asks whether a charge is allowed in one statement, and spends it in the next. */
export const checkThenCharge = storeFault("checks in one step and charges in the next", "charge-races", (store) => ({
  async chargeUser(...input) {
    const [key, rule, now] = structuredClone(input)
    const { user, throttles } = await store.loadUser(key)
    if (user === undefined || user.value.columns.epoch !== rule.epoch) return { kind: "unknown" }
    const standing = throttleStanding(throttles[rule.pool], rule, now)
    if (standing.kind !== "open") return standing
    return store.chargeUser(key, { ...rule, cap: Number.MAX_SAFE_INTEGER, bucketUnits: 1e6 }, now)
  },
}))
