import type { Instant } from "@muster/core"
import type { Reasons } from "../reasons/reason.js"
import type { UserFacts } from "./user-facts.js"

/** Something that a session may be allowed to do. */
export type Capability = "hostSession" | "connectUnattended" | "inviteOthers" | "finishSession" | "administer"

/** What every verdict on a session carries. */
export interface SessionAnswer {
  /** What the session may do now. */
  readonly capabilities: Readonly<Record<Capability, boolean>>
  /** Why, the deciding reason first. */
  readonly reasons: Reasons
  /**
   * When the kind, the capabilities or the deciding reason next change by time alone; arm one timer with it. `null`: they never
   * do.
   */
  readonly nextChangeAt: Instant | null
  /** Never let a session, cookie or token outlive this; `null`: no limit from here. */
  readonly mustEndBy: Instant | null
}

/** The session goes on. */
export interface ContinueSession extends SessionAnswer {
  /** Discriminates {@link SessionVerdict}. */
  readonly kind: "continue"
}

/** Let the running activity end, start nothing new, check again when it ends. */
export interface DrainSession extends SessionAnswer {
  /** Discriminates {@link SessionVerdict}. */
  readonly kind: "drain"
  /** When the session ends even if the activity does not; `null`: no limit. */
  readonly drainEndsAt: Instant | null
}

/** The session is over: every capability is false. */
export interface LogoutSession extends SessionAnswer {
  /** Discriminates {@link SessionVerdict}. */
  readonly kind: "logout"
}

/** Whether a session of the host may go on, and with what. */
export type SessionVerdict = ContinueSession | DrainSession | LogoutSession

/** What a finished sign-in proved, as far as the session rules need it. */
export interface AssuranceFacts {
  /** What was proved beside the primary method. */
  readonly method: "primary-only" | "totp" | "recovery-code"
  /** When the sign-in was finished. */
  readonly signedInAt: Instant
  /** The user's epoch at that time. */
  readonly epoch: number
  /** Why the user need not enroll, as the sign-in found; `null`: bound by the account's rules. */
  readonly notBound: "service-user" | "sso-user" | null
  /**
   * Until when the user need not enroll, as the sign-in found: the `nextChangeAt` of its verdict. A session that begins under an
   * excuse ends with it at the latest, whatever becomes of the excuse. `null`: nothing had to excuse the user.
   */
  readonly excusedUntil: Instant | null
}

/** What the session rules need to know about a user. */
export type SessionUserFacts = Pick<
  UserFacts,
  "epoch" | "epochRaisedBy" | "enrolledAt" | "exemptUntil" | "exemptedAt" | "userId" | "deviceGroupId"
>
