import { storeFault } from "./fault.js"

/** Lets a user be locked without a word in the audit log. */
export const forgetsCountedEvents = storeFault("writes no counted event with a charge", "charges", (store) => ({
  chargeUser: (key, rule, now) => store.chargeUser(key, { ...rule, countedEvents: [] }, now),
}))
