import { accountId } from "../../sdk/test/world.js"
import { routeOf } from "../src/routes/routes.js"
import type { AdminAction } from "../src/routes/verbs.js"
import { openApp } from "./app.js"

const remediation = { basedOnVersion: 0, changes: [] }
const reason = "asked for by letter"
const user = { accountId, userId: "ann" }

/** A body that each call takes. */
export const adminBodies: { readonly [Action in AdminAction]: object } = {
  "accounts.status": { accountId },
  "accounts.preview": { accountId, forcedLogout: { date: "2026-12-04", timeZone: "UTC" } },
  "accounts.applyRemediation": { accountId, remediation },
  "accounts.enable": { accountId, forcedLogout: null },
  "accounts.setForcedLogout": { accountId, forcedLogout: { date: "2026-12-04", timeZone: "UTC" } },
  "accounts.disable": { accountId, reason },
  "accounts.timeline": { accountId, until: Date.UTC(2027, 0, 1) },
  "accounts.configure": { accountId, settings: { timeZone: "Europe/Berlin" } },
  "accounts.setUpdates": { accountId, updates: { mode: "frequent" } },
  "accounts.adoption": { accountId },
  "accounts.events": { accountId },
  "deviceGroups.list": { accountId },
  "deviceGroups.preview": { accountId, change: { kind: "remove", groupId: "berlin", children: "refuse" } },
  "deviceGroups.change": {
    accountId,
    change: { kind: "put", groups: [{ id: "berlin", name: "Berlin", parentId: null, updates: { mode: "inherit" } }] },
  },
  "users.list": { accountId },
  "users.status": user,
  "users.reset": { ...user, reason },
  "users.unlock": { ...user, reason },
  "users.exempt": { ...user, reason, until: null },
  "outbox.undelivered": { accountId },
  "outbox.sendAgain": { ...user, mailId: "m-1" },
  "outbox.giveUp": { ...user, mailId: "m-1" },
}

/** Each route for admins, with its call and a body that it takes. */
export const adminCalls = [...routeOf].flatMap(([path, route]) =>
  route.needs === "admin" ? [{ path, action: route.verb, body: adminBodies[route.verb] }] : [],
)

/** An app in which ada, an admin, has just signed in with a second factor. */
export async function openDesk(options?: Parameters<typeof openApp>[0]) {
  const app = openApp(options)
  await app.enable()
  const { cookie } = await app.enroll("ada")
  const { assurance } = [...app.sessions.values()].at(-1) ?? {}
  if (assurance === undefined) throw new Error("ada has no session")
  const admin = (path: string, body: object, headers = {}) =>
    app.post(`/admin/${path}`, { accountId, ...body }, { Cookie: cookie, ...headers })
  return { ...app, admin, assurance, cookie }
}
