import type { Remediation } from "@muster/policy"
import { type Assurance, explain, type Muster } from "@muster/sdk"

declare const muster: Muster
declare function page(p: unknown): Response
declare const session: { assurance: Assurance } // the admin's own session
const acme = { accountId: "acme" },
  actor = { assurance: session.assurance }

export async function pane() {
  const p = await muster.accounts.preview({
    ...acme,
    actor,
    forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" },
  })
  if (p.kind === "refused") return page({ errors: p.reasons.map((x) => explain(x).detail) })
  return page({
    required: p.status.minimum, // "v4.3 b1575 or later", beside "Enabled"
    date: { min: p.firstDate, max: p.lastDate, chosen: p.forcedLogoutAt },
    blockers: p.readiness.kind === "blocked" ? p.readiness.blockers.map((b) => explain(b).detail) : [],
    more: p.readiness.kind === "blocked" ? p.readiness.total : 0,
    fix: p.readiness.kind === "blocked" ? p.readiness.remediation?.changes.map((c) => [c.target, c.to, c.fixes]) : null,
    warnings: [...p.warnings, ...p.peopleWarnings].map((w) =>
      w.code === "acting-admin-not-enrolled" ? "You will enroll at your next sign-in." : explain(w).detail,
    ),
    people: p.people,
    version: p.status.version,
  })
}
export async function fix(remediation: Remediation) {
  const r = await muster.accounts.applyRemediation({ ...acme, actor, remediation })
  return r.kind === "applied" ? pane() : page({ errors: r.reasons.map((x) => explain(x)) })
}
export async function save(form: { date: string | null; version: number }) {
  const r = await muster.accounts.enable({
    ...acme,
    actor,
    ifVersion: form.version,
    forcedLogout: form.date === null ? null : { date: form.date, timeZone: "Europe/Berlin" },
  })
  switch (r.kind) {
    case "enabled":
      return page(r.status)
    case "refused":
      return page({
        errors: r.reasons.map((x) => {
          switch (x.code) {
            case "date-too-late":
              return `Choose a date no later than ${x.params.lastDate}`
            case "group-below-minimum":
              return `${x.params.groupId} is below`
            default:
              return explain(x).detail
          }
        }),
      })
    default:
      return r satisfies never
  }
}
export async function everyoneNotEnrolled() {
  let after: string | null = null
  do {
    const users: Awaited<ReturnType<Muster["users"]["list"]>> = await muster.users.list({
      ...acme,
      state: "not-enrolled",
      after,
    })
    for (const u of users.items) console.log(u.email, u.buildStanding)
    after = users.next
  } while (after !== null)
}
export async function desk(userId: string) {
  const r = await muster.users.reset({ ...acme, userId, actor, reason: "phone lost, identity checked by video" })
  switch (r.kind) {
    case "reset":
      return page({ epoch: r.epoch })
    case "proof-needed":
      return page({ stepUp: r.accepts })
    case "refused":
      return page(r.reasons)
    default:
      return r satisfies never
  }
}
