import { formatBuild, parseBuild } from "@muster/policy"
import { type Actor, expectKind, explain } from "@muster/sdk"
import { muster } from "./muster.js"

const accountId = "acme"
const actor: Actor = { system: "set-up" } // an admin's page passes { assurance } of the admin's session

/** The account's groups: all inherit frequent updates, and one lies in another and is pinned. */
export async function groups() {
  return muster.deviceGroups.change({
    accountId,
    actor,
    change: {
      kind: "put",
      groups: [
        { id: "europe", name: "Europe", parentId: null, updates: { mode: "inherit" } },
        { id: "berlin", name: "Berlin", parentId: "europe", updates: { mode: "infrequent", build: "v4.2 b1400" } },
      ],
    },
  })
}

/** The page before Save: what is in the way, whom it concerns, and the fewest changes that mend it. */
export async function preview() {
  const forcedLogout = { date: "2026-12-04", timeZone: "Europe/Berlin" }
  const page = expectKind(await muster.accounts.preview({ accountId, actor, forcedLogout }), "preview")
  for (const reason of page.refusals) console.log("In the way:", explain(reason).detail)
  for (const reason of [...page.warnings, ...page.peopleWarnings]) console.log("To know:", explain(reason).detail)
  console.log("To enroll:", page.people?.notEnrolled, "of", page.people?.total)
  return page
}

/** The one button: the changes of the page, if nothing has changed since. */
export async function mend({ readiness }: Awaited<ReturnType<typeof preview>>) {
  const { remediation } = expectKind(readiness, "blocked")
  if (remediation === null) throw new Error("settings alone cannot mend this")
  for (const { target, to, fixes } of remediation.changes) console.log("Change:", target, to.mode, "fixes", fixes)
  return muster.accounts.applyRemediation({ accountId, actor, remediation })
}

/** Switches it on: the field a week later, eve not before she has an address. */
export async function enable() {
  const forcedLogout = { date: "2026-12-04", timeZone: "Europe/Berlin" }
  const stages = [{ begins: { date: "2026-12-01", timeZone: "Europe/Berlin" }, deviceGroupIds: ["berlin"] }]
  const until = Date.parse("2026-12-08T00:00:00Z")
  await muster.users.exempt({ accountId, userId: "eve", actor, until, reason: "gets an address in December" })
  return muster.accounts.enable({ accountId, actor, forcedLogout, stages })
}

/** What would happen if Europe went back a build: nothing is saved. */
export async function goBack() {
  const change = {
    kind: "set-updates",
    groupId: "europe",
    updates: { mode: "infrequent", build: "v4.2 b1400" },
  } as const
  const tried = await muster.deviceGroups.preview({ accountId, change })
  for (const { before, after } of tried.affected) console.log(after?.group.name, before?.standing, "→", after?.standing)
  for (const reason of tried.refusals) console.log("Refused:", explain(reason).detail)
}

/** What time alone will bring. */
export async function ahead() {
  const entries = await muster.accounts.timeline({ accountId, until: Date.parse("2027-01-01T00:00:00Z") })
  for (const { at, reasons } of entries) console.log(new Date(at).toISOString(), explain(reasons[0]).title)
}

/** Builds as your clients and your list write them. */
export function readBuild(text: string) {
  const parsed = parseBuild(text)
  return parsed.kind === "parsed" ? formatBuild(parsed.build) : `no build: ${parsed.reason}`
}
