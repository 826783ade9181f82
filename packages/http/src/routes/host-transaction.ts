import type { HostTransaction } from "@muster/sdk"
import type { TransactionCall } from "../host.js"
import type { CallContext } from "./route.js"

/** The host's transaction of one call, if the host has any. */
export function transactionOf(
  { host, request }: CallContext,
  action: TransactionCall["action"],
): HostTransaction | undefined {
  if (host.transaction === undefined) return undefined
  return async (save, user) => host.transaction?.(save, { user, action, request })
}
