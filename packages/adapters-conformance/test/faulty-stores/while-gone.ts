import { MusterError } from "@muster/core"
import { untouchedThrottle } from "@muster/sdk/ports"
import { type Adapter, type Fault, goneAdapter } from "./fault.js"

function goneFault(does: string, gone: (adapter: Adapter) => Adapter["gone"]): Fault {
  return { does, failsIn: "unreachable", breakIt: (adapter) => ({ ...adapter, gone: gone(adapter) }) }
}

const refused = new Error("connect ECONNREFUSED 127.0.0.1:5432")

/** What an adapter does wrong once its database cannot be reached. */
export const faultsWhileGone: readonly Fault[] = [
  /** Takes no rows for an answer: whoever has a factor signs in without it. */
  goneFault("knows nobody while its database is gone", ({ gone }) => ({
    ...gone,
    store: {
      ...gone.store,
      loadUser: async () => ({
        account: undefined,
        user: undefined,
        throttles: { codes: untouchedThrottle, "recovery-codes": untouchedThrottle },
        databaseTime: Date.now(),
      }),
    },
  })),
  goneFault("passes on what the driver throws", () => goneAdapter(() => refused)),
  goneFault("says that its database is gone for good", () =>
    goneAdapter(() => new MusterError("ERR_STORE_UNAVAILABLE", "It cannot be reached.")),
  ),
  goneFault("makes the driver's message its own", () =>
    goneAdapter(
      () => new MusterError("ERR_STORE_UNAVAILABLE", `Failed: ${refused.message}`, { retryable: true, cause: refused }),
    ),
  ),
  /** A query builder's error names the values of the statement. */
  goneFault("hands on an error that quotes values", ({ gone }) => ({
    ...gone,
    store: {
      ...gone.store,
      async loadUser({ accountId, userId }) {
        const cause = Object.assign(new Error("Failed query"), { params: [accountId, userId] })
        throw new MusterError("ERR_STORE_UNAVAILABLE", "It cannot be reached.", { retryable: true, cause })
      },
    },
  })),
]
