import { explainReason, type ForcedLogout } from "@muster/policy"
import type { Actor } from "@muster/sdk"
import { muster } from "./muster.js"

/** The admin's page: what is in the way, in words, and the fewest setting changes that mend it. */
export async function enablePage(accountId: string, actor: Actor, forcedLogout: ForcedLogout | null) {
  const preview = await muster.accounts.preview({ accountId, actor, forcedLogout })
  if (preview.kind === "refused") return { inTheWay: preview.reasons.map(explainReason) }
  const { status, refusals, readiness } = preview
  return { ifVersion: status.version, inTheWay: refusals.map(explainReason), readiness }
}

/** The admin's switch, for what the page showed. */
export async function enable(accountId: string, actor: Actor, forcedLogout: ForcedLogout | null, ifVersion: number) {
  return muster.accounts.enable({ accountId, actor, forcedLogout, ifVersion })
}
