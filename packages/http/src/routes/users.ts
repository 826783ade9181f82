import { userBodies as bodies } from "../bodies/users.js"
import { named } from "./named.js"
import { withAdmin } from "./route.js"

/** An account's users, and their mail that could not be delivered. */
export const userRoutes = {
  "/admin/users/list": withAdmin("users.list", bodies.list, async ({ users }, call) =>
    named("users", await users.list(call)),
  ),
  "/admin/users/status": withAdmin("users.status", bodies.user, async ({ users }, { accountId, userId }) =>
    named("user-status", await users.status({ accountId, userId })),
  ),
  "/admin/users/reset": withAdmin("users.reset", bodies.change, ({ users }, call) => users.reset(call)),
  "/admin/users/unlock": withAdmin("users.unlock", bodies.change, ({ users }, call) => users.unlock(call)),
  "/admin/users/exempt": withAdmin("users.exempt", bodies.exempt, ({ users }, call) => users.exempt(call)),
  "/admin/outbox/undelivered": withAdmin("outbox.undelivered", bodies.undelivered, async ({ outbox }, call) =>
    named("undelivered-mail", await outbox.undelivered(call)),
  ),
  "/admin/outbox/send-again": withAdmin("outbox.sendAgain", bodies.mail, ({ outbox }, call) => outbox.sendAgain(call)),
  "/admin/outbox/give-up": withAdmin("outbox.giveUp", bodies.mail, ({ outbox }, call) => outbox.giveUp(call)),
}
