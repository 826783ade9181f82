import {
  type AssuranceFacts,
  decideSession,
  type SessionAnswer,
  type SessionUserFacts,
  type SessionVerdict,
} from "../../src/index.js"
import { at, briefInstant, briefly, briefReasons } from "./brief.js"
import type { Case } from "./suite.js"
import { accountOf, forcedAt, on, type TwoFactorInput } from "./verdict-account.js"

/** A session as the file has it. */
export interface SessionInput extends TwoFactorInput {
  readonly lastForcedLogoutAt: number | null
  readonly maxDrainHours: number | null
  readonly user: SessionUserFacts
  readonly assurance: AssuranceFacts | null
  readonly activity: { readonly startedAt: number } | null
  readonly now: number
}

interface Answer extends Omit<SessionAnswer, "capabilities"> {
  readonly kind: SessionVerdict["kind"]
  /** Those that the session has. */
  readonly capabilities: readonly string[]
  readonly drainEndsAt: number | null
}

/** Asks the package. */
export function answerSession(input: SessionInput): Answer {
  const { lastForcedLogoutAt, maxDrainHours, user, assurance, activity, now, ...twoFactor } = input
  const account = accountOf(twoFactor, { maxDrainHours }, lastForcedLogoutAt)
  const verdict = decideSession({ account, user, assurance, activity, now })
  const { kind, reasons, nextChangeAt, mustEndBy } = verdict
  const capabilities = Object.entries(verdict.capabilities).flatMap(([name, isAllowed]) => (isAllowed ? [name] : []))
  const drainEndsAt = verdict.kind === "drain" ? verdict.drainEndsAt : null
  return { kind, capabilities, reasons, nextChangeAt, mustEndBy, drainEndsAt }
}

const everything = "hostSession connectUnattended inviteOthers finishSession administer"

/** Puts a verdict in short. */
export function briefSession({ kind, capabilities, reasons, nextChangeAt, mustEndBy, drainEndsAt }: Answer): string {
  const may = capabilities.join(" ")
  const instants = { next: nextChangeAt, end: mustEndBy, drained: drainEndsAt }
  return briefly(
    `${kind} ${may === everything ? "everything" : may || "nothing"}`,
    briefReasons(reasons),
    ...Object.entries(instants).map(([name, at]) => (at === null ? "" : `${name} ${briefInstant(at)}`)),
  )
}

/** When the session's password was typed. */
export const signedInAt = at("2026-11-24T08:00Z")

type Change = Partial<Omit<SessionInput, keyof TwoFactorInput | "user" | "assurance">> & {
  readonly twoFactor?: TwoFactorInput
  readonly user?: Partial<SessionUserFacts>
  readonly assurance?: Partial<AssuranceFacts> | null
}

/** A session from before enabling, that proved a password alone; at the forced logout, unless said otherwise. */
export function session(id: string, title: string, says: string, change: Change = {}): Case<SessionInput> {
  const { twoFactor = on(forcedAt), user, assurance, ...input } = change
  return {
    id,
    title,
    input: {
      ...twoFactor,
      lastForcedLogoutAt: null,
      maxDrainHours: null,
      user: {
        userId: "ann",
        epoch: 0,
        epochRaisedBy: null,
        enrolledAt: null,
        exemptUntil: null,
        exemptedAt: null,
        ...user,
      },
      assurance:
        assurance === null
          ? null
          : { method: "primary-only", signedInAt, epoch: 0, notBound: null, excusedUntil: null, ...assurance },
      activity: null,
      now: forcedAt,
      ...input,
    },
    says,
  }
}
