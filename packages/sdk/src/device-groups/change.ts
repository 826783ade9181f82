import * as z from "zod"
import { groupChangeSchema } from "../accounts/account-input.js"
import { changeUpdates } from "../accounts/change-updates.js"
import type { DeviceGroups } from "../api/device-groups.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"

/** Writes device groups. */
export async function changeGroups(
  deps: Dependencies,
  input: Parameters<DeviceGroups["change"]>[0],
): ReturnType<DeviceGroups["change"]> {
  const { change } = parseInput(z.object({ change: groupChangeSchema }), input)
  return changeUpdates(deps, input, change)
}
