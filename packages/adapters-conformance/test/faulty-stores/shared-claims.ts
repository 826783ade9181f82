import type { MusterStore } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

/** Asks the database once for all who claim at the same time, which is well meant for reads. */
export const sharedClaims = storeFault("gives one mail to several claims", "outbox", (store) => {
  let asked: ReturnType<MusterStore["claimMail"]> | undefined
  return {
    claimMail(input) {
      asked ??= store.claimMail(input).finally(() => {
        asked = undefined
      })
      return asked
    },
  }
})
