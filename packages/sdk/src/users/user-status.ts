import type { Instant } from "@muster/core"
import { exemptUntil } from "@muster/enrollment"
import {
  type AccountRules,
  type Client,
  decideSignIn,
  type MinimumRules,
  meetsMinimum,
  minimumFor,
  parseBuild,
  personState,
  type Standing,
} from "@muster/policy"
import type { UserStatus } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import type { AccountPerson } from "../people/account-people.js"
import { personFacts } from "../people/person-facts.js"
import { readUserState } from "../state/user-state.js"
import { lockedUntil } from "./locks.js"

/** Somebody of an account as an admin page shows them. */
export function userStatus(deps: Dependencies, { userId, user, row }: AccountPerson, now: Instant): UserStatus {
  const { record } = readUserState(row?.user)
  const client = user?.lastClient ?? null
  return {
    userId,
    inDirectory: deps.directory === null ? null : user !== null,
    email: user?.email ?? null,
    isAdmin: user?.isAdmin ?? false,
    state: personState(personFacts(user, record, now), now),
    enrolledAt: record.factor?.enrolledAt ?? null,
    recoveryCodesLeft: record.recoveryCodes?.unspent.length ?? 0,
    lockedUntil: row === null ? null : lockedUntil(row.throttles, now),
    exemptUntil: exemptUntil(record, now),
    deviceGroupId: user?.deviceGroupId ?? null,
    client,
    buildStanding: buildStanding(client, deps.minimum),
    lastSignInAt: record.lastSignInAt,
  }
}

function buildStanding(client: Client | null, rules: MinimumRules | null): Standing {
  if (rules === null) return "meets"
  if (client === null) return "unknown"
  const minimum = minimumFor(client.platform, rules)
  if (minimum === null) return "meets"
  const parsed = parseBuild(client.build)
  return meetsMinimum(parsed.kind === "parsed" ? parsed.build : null, minimum)
}

/**
 * Whether somebody would be told to update before a code is asked for, with the client that they were last seen with:
 * by the rule of sign-ins itself. Who need not enroll is not judged by build.
 */
export function isBlockedByBuild(
  { minimum }: Dependencies,
  { client, state }: UserStatus,
  account: AccountRules,
  now: Instant,
): boolean {
  if (client === null || state === "service" || state === "single-sign-on" || state === "exempt") return false
  // As if enrolled: whether the account asks for two-factor yet makes no difference to what would block it.
  return decideSignIn({ account, user: enrolledUser, client, minimum, now }).kind === "update-client"
}

const enrolledUser = {
  epoch: 1,
  epochRaisedBy: "enrolled",
  hasFactor: true,
  enrolledAt: null,
  exemptUntil: null,
  exemptedAt: null,
  isService: false,
  primary: "password",
  hasLocalPassword: true,
} as const
