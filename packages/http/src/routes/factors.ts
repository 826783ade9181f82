import type { SessionEnded, UserStatus } from "@muster/sdk"
import { bodies } from "../bodies/sign-in.js"
import { type Named, named } from "./named.js"
import { withSession } from "./route.js"

/** What somebody sees of their own factor; an admin sees more. */
export type FactorStatus = Pick<
  UserStatus,
  "state" | "enrolledAt" | "recoveryCodesLeft" | "exemptUntil" | "lastSignInAt"
>

/** The user's own factor. */
export const factorRoutes = {
  "/factors/status": withSession("users.status", bodies.nothing, async ({ muster }, _, { assurance }) => {
    // The call reads whomever it is asked for, so the session has to be one that goes on.
    const { kind } = await muster.sessions.check({ assurance })
    if (kind === "logout") return ended
    const { accountId, userId } = assurance
    return named("factor-status", ownStatus(await muster.users.status({ accountId, userId })))
  }),
  "/factors/begin-replacement": withSession(
    "factors.beginReplacement",
    bodies.client,
    ({ muster }, { client }, { assurance, user }) => muster.factors.beginReplacement({ assurance, user, client }),
  ),
  "/factors/cancel-replacement": withSession(
    "factors.cancelReplacement",
    bodies.nothing,
    ({ muster }, _, { assurance }) => muster.factors.cancelReplacement({ assurance }),
  ),
  "/factors/regenerate-recovery-codes": withSession(
    "factors.regenerateRecoveryCodes",
    bodies.nothing,
    ({ muster }, _, { assurance }) => muster.factors.regenerateRecoveryCodes({ assurance }),
  ),
  "/factors/acknowledge-recovery-codes": withSession(
    "factors.acknowledgeRecoveryCodes",
    bodies.recoveryCodes,
    ({ muster }, { setId }, { assurance }) => muster.factors.acknowledgeRecoveryCodes({ assurance, setId }),
  ),
  "/factors/remove": withSession("factors.remove", bodies.nothing, ({ muster }, _, { assurance }) =>
    muster.factors.remove({ assurance }),
  ),
}

const ended: SessionEnded | Named<"factor-status", FactorStatus> = { kind: "session-ended" }

function ownStatus({ state, enrolledAt, recoveryCodesLeft, exemptUntil, lastSignInAt }: UserStatus): FactorStatus {
  return { state, enrolledAt, recoveryCodesLeft, exemptUntil, lastSignInAt }
}
