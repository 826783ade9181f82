import type { MailBudget, MusterStore } from "@muster/sdk/ports"
import type { ConformanceCategory } from "../../src/index.js"

/** What a fault is put into. */
export interface Adapter {
  readonly store: MusterStore
  readonly mailBudget: MailBudget
}

/** A mistake that an author of an adapter may make, and the category that has to find it. */
export interface Fault {
  /** Completes the sentence "a store that …". */
  readonly does: string
  /** The only category that may fail. */
  readonly failsIn: ConformanceCategory
  /** Puts the fault into a sound adapter. */
  breakIt(adapter: Adapter): Adapter
}

/** A fault of the store alone. */
export function storeFault(
  does: string,
  failsIn: ConformanceCategory,
  methods: (store: MusterStore) => Partial<MusterStore>,
): Fault {
  return {
    does,
    failsIn,
    breakIt: ({ store, mailBudget }) => ({ store: { ...store, ...methods(store) }, mailBudget }),
  }
}
