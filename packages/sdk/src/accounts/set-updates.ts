import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { accountUpdatesSchema } from "./account-input.js"
import { changeUpdates } from "./change-updates.js"

/** Sets what every inheriting group gets. */
export async function setUpdates(
  deps: Dependencies,
  input: Parameters<Accounts["setUpdates"]>[0],
): ReturnType<Accounts["setUpdates"]> {
  const { updates } = parseInput(z.object({ updates: accountUpdatesSchema }), input)
  return changeUpdates(deps, input, { kind: "set-account-updates", updates })
}
