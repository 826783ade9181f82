import type { UserRecord } from "@muster/enrollment"
import type { SessionUserFacts, UserFacts } from "@muster/policy"
import type { Primary, SignInUser } from "./api/people.js"

/** What the rules ask about somebody who signs in: the host's part, as it was told at this sign-in. */
export interface PrimaryFacts {
  readonly primary: Primary
  readonly isService: boolean
  readonly hasLocalPassword: boolean
}

/** By what a stage of the roll-out finds a user; who is found by nothing is in no stage. */
export type StageFacts = Pick<UserFacts, "userId" | "deviceGroupId">

/** Fills in what the host may leave out. */
export function primaryFacts(user: SignInUser, primary: Primary): PrimaryFacts {
  return { primary, isService: user.isService ?? false, hasLocalPassword: user.hasLocalPassword ?? true }
}

/** What the rules ask about somebody who signs in. */
export function userFacts(
  record: UserRecord,
  { primary, isService, hasLocalPassword }: PrimaryFacts,
  stage: StageFacts = {},
): UserFacts {
  return { ...sessionUserFacts(record, stage), hasFactor: record.factor !== null, primary, isService, hasLocalPassword }
}

/** What the rules ask about the user of a session. An exemption that is over is theirs to ignore. */
export function sessionUserFacts(
  { epoch, epochRaisedBy, factor, exemption }: UserRecord,
  { userId, deviceGroupId }: StageFacts = {},
): SessionUserFacts {
  return {
    epoch,
    epochRaisedBy,
    enrolledAt: factor?.enrolledAt ?? null,
    exemptUntil: exemption?.until ?? null,
    exemptedAt: exemption?.grantedAt ?? null,
    userId,
    deviceGroupId,
  }
}
