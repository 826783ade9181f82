import { deviceGroupBodies as bodies } from "../bodies/device-groups.js"
import { named } from "./named.js"
import { manyBytes, withAdmin } from "./route.js"

/** An account's device groups. */
export const deviceGroupRoutes = {
  "/admin/device-groups/list": withAdmin("deviceGroups.list", bodies.list, async ({ deviceGroups }, call) =>
    named("device-groups", await deviceGroups.list(call)),
  ),
  "/admin/device-groups/preview": withAdmin(
    "deviceGroups.preview",
    bodies.preview,
    async ({ deviceGroups }, call) => named("change-preview", await deviceGroups.preview(call)),
    manyBytes,
  ),
  "/admin/device-groups/change": withAdmin(
    "deviceGroups.change",
    bodies.change,
    ({ deviceGroups }, call) => deviceGroups.change(call),
    manyBytes,
  ),
}
