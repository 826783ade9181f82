import type { Readiness } from "../updates/readiness.js"
import type { Capability, SessionVerdict } from "../verdicts/session.js"
import type { SignInVerdict } from "../verdicts/sign-in.js"
import { textsOfReadiness } from "./explain-readiness.js"
import { explainReasons, paragraphLength } from "./explain-reasons.js"
import type { Explanation } from "./explanation.js"
import type { Reason, Refused } from "./reason.js"
import { fieldOf, listOf, utc } from "./wording.js"

/** The answers of the rules that carry reasons. */
export type Verdict = SignInVerdict | SessionVerdict | Refused | Readiness

/**
 * Says an answer of the rules in plain English: a heading for its kind, and a paragraph of its reasons, the deciding
 * one first. Of many reasons it says the first three at most, and how many more there are.
 *
 * A drained session's text says what the user can still do and until when; a blocked account's what would make it
 * ready. It never throws for an answer that came out of JSON: a kind or a code that this version does not know, since a
 * newer server gave it, gets a general text, and so does whatever cannot be read.
 *
 * @example
 * ```ts
 * const verdict = decideSession({ account, user, assurance, activity, now })
 * if (verdict.kind !== "continue") showMessage(explainVerdict(verdict))
 * ```
 */
export function explainVerdict(verdict: Verdict): Explanation {
  const kind: unknown = fieldOf(verdict, "kind")
  if (typeof kind !== "string" || !Object.hasOwn(verdictTexts, kind)) {
    return {
      title: "Another answer",
      detail: "This answer is not known here. A newer version of this app may explain it.",
    }
  }
  // Each text takes the answer of its own kind; the compiler cannot follow that through the look-up.
  const { title, detail } = (verdictTexts[kind as Verdict["kind"]] as (verdict: Verdict) => Explanation)(verdict)
  return { title, detail: detail === "" ? "No reason was given that can be read here." : detail }
}

type OfKind<K, V = Verdict> = V extends { readonly kind: infer Kinds } ? (K extends Kinds ? V : never) : never
type VerdictTexts = { readonly [K in Verdict["kind"]]: (verdict: OfKind<K>) => Explanation }

/** A kind without a text does not compile. */
const verdictTexts: VerdictTexts = {
  allow: ({ reasons }) => ({ title: "No code needed", detail: explainReasons(reasons) }),
  challenge: ({ reasons }) => ({ title: "Code needed", detail: explainReasons(reasons) }),
  enroll: ({ reasons }) => ({ title: "Set up two-factor", detail: explainReasons(reasons) }),
  "update-client": ({ reasons }) => ({ title: "Update needed", detail: explainReasons(reasons) }),
  continue: ({ reasons, mustEndBy }) => ({
    title: "Session continues",
    detail: followed(reasons, isInstant(mustEndBy) ? ` It lasts until ${utc(mustEndBy)} at the latest.` : ""),
  }),
  drain: ({ reasons, capabilities, drainEndsAt }) => ({
    title: "Session is ending",
    detail: followed(
      // What is running is why the session drains, and the sentence at the end says what follows from it.
      listOf(reasons).filter((reason) => fieldOf(reason, "code") !== "activity-running") as readonly Reason[],
      ` ${remainder(capabilities)}${isInstant(drainEndsAt) ? `, until ${utc(drainEndsAt)} at the latest` : ""}.`,
    ),
  }),
  logout: ({ reasons }) => ({ title: "Signed out", detail: explainReasons(reasons) }),
  refused: ({ reasons, total }) => ({ title: "Nothing was changed", detail: explainReasons(reasons, { total }) }),
  ...textsOfReadiness,
}

/** Whether there is an end to tell; what JSON made of one that cannot be read is told as unknown. */
function isInstant(end: unknown): boolean {
  return end !== null && end !== undefined
}

function followed(reasons: readonly Reason[], last: string): string {
  return `${explainReasons(reasons, { maxLength: paragraphLength - last.length })}${last}`.trim()
}

const capabilityTexts: { readonly [C in Capability]: string } = {
  finishSession: "finish what is running",
  hostSession: "host a session",
  connectUnattended: "connect to unattended machines",
  inviteOthers: "invite others",
  administer: "administer the account",
}

function remainder(capabilities: unknown): string {
  if (typeof capabilities !== "object" || capabilities === null) return "What can still be done is not known here"
  const left = Object.entries(capabilityTexts).flatMap(([capability, text]) =>
    fieldOf(capabilities, capability) === true ? [text] : [],
  )
  return left.length === 0 ? "Nothing can be done in it" : `You can still ${left.join(", ")}, and nothing else`
}
