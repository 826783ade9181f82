import { explainReason, formatBuild } from "@muster/policy"
import { type Assurance, expectKind } from "@muster/sdk"
import { chapter, holds, tell } from "../parts/story.js"
import { accountId, timeZone, type World } from "../parts/world.js"

/** The admin is refused, sees why, applies the one suggested change, and enables with a date. */
export async function enable({ muster }: World, olivia: Assurance): Promise<void> {
  chapter(1, "Olivia, an admin of Acme Support, switches two-factor on")
  const actor = { assurance: olivia }
  await muster.accounts.setUpdates({ accountId, actor, updates: { mode: "infrequent", build: "v4.2 b1400" } })
  await muster.deviceGroups.change({
    accountId,
    actor,
    change: {
      kind: "put",
      groups: [
        { id: "front-desk", name: "Front desk", parentId: null, updates: { mode: "inherit" } },
        { id: "field", name: "Field service", parentId: null, updates: { mode: "inherit" } },
        { id: "lab", name: "Lab", parentId: null, updates: { mode: "infrequent", build: "v4.3 b1575" } },
      ],
    },
  })

  const forcedLogout = { date: "2026-12-04", timeZone }
  const refused = expectKind(await muster.accounts.enable({ accountId, actor, forcedLogout }), "refused")
  holds(refused.reasons.length === 2, "two of three device groups are below the minimum")
  tell("Enable is refused:")
  for (const reason of refused.reasons) tell(`  - ${explainReason(reason).detail}`)

  const preview = expectKind(await muster.accounts.preview({ accountId, actor, forcedLogout }), "preview")
  const { remediation } = expectKind(preview.readiness, "blocked")
  holds(remediation !== null && remediation.changes.length === 1, "one change is enough")
  for (const { target, to, fixes } of remediation.changes) {
    const where = target.kind === "account" ? "the account's build updates" : `group ${target.groupId}`
    const what = to.mode === "infrequent" && typeof to.build !== "string" ? formatBuild(to.build) : to.mode
    tell(`The smallest fix: set ${where} to ${what}; that fixes ${fixes} groups.`)
  }
  const applied = await muster.accounts.applyRemediation({ accountId, actor, remediation })
  holds(expectKind(applied, "applied").readiness.kind === "ready", "the fix makes the account ready")

  const enabled = expectKind(await muster.accounts.enable({ accountId, actor, forcedLogout }), "enabled")
  const { twoFactor } = enabled.status
  holds(twoFactor.kind === "on" && twoFactor.forcedLogoutAt !== null, "two-factor is on, with a date")
  tell(`Applied. Two-factor is on; password-only sessions end at ${new Date(twoFactor.forcedLogoutAt).toISOString()},`)
  tell(`which is 00:00 of ${forcedLogout.date} in ${timeZone}. The last date possible was ${twoFactor.lastDate}.`)
  for (const warning of enabled.warnings) tell(`Note: ${explainReason(warning).detail}`)
}
