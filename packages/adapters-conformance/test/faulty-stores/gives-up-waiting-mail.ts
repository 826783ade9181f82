import { storeFault } from "./fault.js"

/** Looks for a mail by its key alone, so that one that waits can be given up too. */
export const givesUpWaitingMail = storeFault("gives up mail that waits to be sent", "undelivered-mail", (store) => ({
  async settleUndelivered(mail, outcome) {
    if (outcome.kind === "given-up") await store.settleMail(mail, { kind: "dead" })
    return store.settleUndelivered(mail, outcome)
  },
}))
