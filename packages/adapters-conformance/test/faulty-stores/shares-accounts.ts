import { storeFault } from "./fault.js"

/** Reads which account is due without taking it. */
export const sharesAccounts = storeFault("gives one account to several machines", "reminder-claims", (store) => ({
  claimReminders: (input) => store.claimReminders({ ...input, leaseSeconds: 0 }),
}))
