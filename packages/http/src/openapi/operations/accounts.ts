import type { accountRoutes } from "../../routes/accounts.js"
import type { deviceGroupRoutes } from "../../routes/device-groups.js"
import { counted, disabled, enabled, namedAccountStatus, preview, saved, timeline } from "../schemas/accounts.js"
import { events } from "../schemas/events.js"
import { refusals } from "../schemas/refusals.js"
import { applied, changePreview, deviceGroups, groupsSaved } from "../schemas/updates.js"
import { describeRoutes, type OperationsOf } from "./operation.js"

const { refused, "session-ended": sessionEnded } = refusals
const read = { "session-ended": sessionEnded }
const changed = { ...read, refused }

/** Of an account's admins. */
export const accountOperations: OperationsOf<keyof typeof accountRoutes | keyof typeof deviceGroupRoutes> =
  describeRoutes<keyof typeof accountRoutes | keyof typeof deviceGroupRoutes>()({
    "/admin/accounts/status": {
      summary: "Says where the account stands",
      answers: { "account-status": namedAccountStatus, ...read },
    },
    "/admin/accounts/preview": {
      summary: "Says what would stand in the way of switching two-factor on",
      answers: { preview, ...changed },
    },
    "/admin/accounts/apply-remediation": {
      summary: "Makes the changes of a remediation, all of them",
      answers: { applied, ...changed },
    },
    "/admin/accounts/enable": { summary: "Switches two-factor on", answers: { enabled, ...changed } },
    "/admin/accounts/set-forced-logout": {
      summary: "Sets, moves or clears the date of the forced logout",
      answers: { saved, ...changed },
    },
    "/admin/accounts/disable": {
      summary: "Switches two-factor off",
      answers: { disabled, "proof-needed": refusals["proof-needed"], ...changed },
    },
    "/admin/accounts/timeline": {
      summary: "Lists what will happen to the account by time alone",
      answers: { timeline, ...read },
    },
    "/admin/accounts/configure": { summary: "Changes settings of the account", answers: { saved, ...changed } },
    "/admin/accounts/set-updates": {
      summary: "Sets the build updates that device groups inherit",
      answers: { saved: groupsSaved, ...changed },
    },
    "/admin/accounts/adoption": {
      summary: "Counts how far the people of the account have come",
      answers: { counted, ...changed },
    },
    "/admin/accounts/events": { summary: "Lists the audit log, newest first", answers: { events, ...read } },
    "/admin/device-groups/list": {
      summary: "Lists the device groups with the build that each is set to",
      answers: { "device-groups": deviceGroups, ...read },
    },
    "/admin/device-groups/preview": {
      summary: "Says what a change of update settings would do",
      answers: { "change-preview": changePreview, ...read },
    },
    "/admin/device-groups/change": {
      summary: "Adds, changes, moves or removes device groups",
      answers: { saved: groupsSaved, ...changed },
    },
  })
