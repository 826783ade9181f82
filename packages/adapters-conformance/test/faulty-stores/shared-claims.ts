import { storeFault } from "./fault.js"

/** Reads due mail without taking it. */
export const sharedClaims = storeFault("gives one mail to several claims", "outbox", (store) => ({
  claimMail: (input) => store.claimMail({ ...input, leaseSeconds: 0 }),
}))
