import { memoryStore } from "@muster/adapters-memory"
import { MusterError } from "@muster/core"
import type { MailBudget, MusterStore } from "@muster/sdk/ports"
import type { ConformanceCategory } from "../../src/index.js"

/** A store and a mail budget on one database. */
interface Ports {
  readonly store: MusterStore
  readonly mailBudget: MailBudget
}

/** What a fault is put into. */
export interface Adapter extends Ports {
  /** Another root on the same data; without it `independent-roots` is left out. */
  readonly again?: (() => MusterStore) | undefined
  /** The adapter as it is once its database cannot be reached. */
  readonly gone: Ports
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
    breakIt: (adapter) => ({ ...adapter, store: { ...adapter.store, ...methods(adapter.store) } }),
  }
}

/** An adapter whose database is gone, and which throws `thrown()` at every call; by default what it should. */
export function goneAdapter(
  thrown: () => unknown = () => new MusterError("ERR_STORE_UNAVAILABLE", "It cannot be reached.", { retryable: true }),
): Ports {
  const reject = async () => {
    throw thrown()
  }
  const methods = Object.keys(memoryStore()).map((method) => [method, reject])
  return { store: Object.fromEntries(methods) as unknown as MusterStore, mailBudget: { spend: reject } }
}
