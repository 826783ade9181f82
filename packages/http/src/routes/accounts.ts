import { accountBodies as bodies } from "../bodies/accounts.js"
import { named } from "./named.js"
import { manyBytes, withAdmin } from "./route.js"

/** An account's switch, date and settings. */
export const accountRoutes = {
  "/admin/accounts/status": withAdmin("accounts.status", bodies.account, async ({ accounts }, { accountId }) =>
    named("account-status", await accounts.status({ accountId })),
  ),
  "/admin/accounts/preview": withAdmin("accounts.preview", bodies.preview, ({ accounts }, call) =>
    accounts.preview(call),
  ),
  "/admin/accounts/apply-remediation": withAdmin(
    "accounts.applyRemediation",
    bodies.applyRemediation,
    ({ accounts }, call) => accounts.applyRemediation(call),
    manyBytes,
  ),
  "/admin/accounts/enable": withAdmin("accounts.enable", bodies.enable, ({ accounts }, call) => accounts.enable(call)),
  "/admin/accounts/set-forced-logout": withAdmin(
    "accounts.setForcedLogout",
    bodies.setForcedLogout,
    ({ accounts }, call) => accounts.setForcedLogout(call),
  ),
  "/admin/accounts/disable": withAdmin("accounts.disable", bodies.disable, ({ accounts }, call) =>
    accounts.disable(call),
  ),
  "/admin/accounts/timeline": withAdmin("accounts.timeline", bodies.timeline, async ({ accounts }, call) =>
    named("timeline", { entries: await accounts.timeline({ accountId: call.accountId, until: call.until }) }),
  ),
  "/admin/accounts/configure": withAdmin("accounts.configure", bodies.configure, ({ accounts }, call) =>
    accounts.configure(call),
  ),
  "/admin/accounts/set-updates": withAdmin("accounts.setUpdates", bodies.setUpdates, ({ accounts }, call) =>
    accounts.setUpdates(call),
  ),
  "/admin/accounts/adoption": withAdmin("accounts.adoption", bodies.account, ({ accounts }, { accountId }) =>
    accounts.adoption({ accountId }),
  ),
  "/admin/accounts/events": withAdmin("accounts.events", bodies.events, async ({ accounts }, call) =>
    named("events", await accounts.events(call)),
  ),
}
