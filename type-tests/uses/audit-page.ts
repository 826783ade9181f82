import type { AuditEvent, Muster } from "@muster/sdk"

declare const muster: Muster

const day = (at: number | null) => (at === null ? "no end" : new Date(at).toISOString().slice(0, 10))

/** What a host's page of the audit log says of an event. */
function lineOf(event: AuditEvent): string {
  switch (event.kind) {
    case "two-factor-enabled":
    case "forced-logout-set":
      return event.after.kind === "on" ? `sessions end ${day(event.after.forcedLogoutAt)}` : "off"
    case "settings-changed":
      return Object.keys(event.after).join(", ")
    case "groups-changed":
      return event.after.map(({ name }) => name).join(", ")
    case "remediation-applied":
      return event.after.map(({ target, to }) => `${target.kind}: ${to.mode}`).join(", ")
    case "attempt-charged":
      return event.after.pool
    case "exempted":
    case "exemption-ended":
      return `${day(event.before.until)} → ${day(event.after.until)}`
    case "factor-reset":
      return `${event.reason}: enrolled ${day(event.before.enrolledAt)}`
    default:
      // What a later version adds has a kind too.
      return event.kind
  }
}

export async function auditPage(accountId: string): Promise<readonly string[]> {
  const { items } = await muster.accounts.events({ accountId })
  return items.map((event) => `${day(event.at)} ${lineOf(event)}`)
}

export function wrong(event: AuditEvent): unknown {
  // @ts-expect-error which form it has is known only once the kind is
  if (event.after.epoch > 1) return "raised"
  // @ts-expect-error not a kind of event
  if (event.kind === "factor-lost") return "lost"
  // @ts-expect-error the kind says all
  return event.kind === "enrolled" ? event.after.secret : null
}
