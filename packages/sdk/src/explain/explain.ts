import { type Explanation, explainReason, explainVerdict } from "@muster/policy"
import type { AnswerTexts, Explainable } from "./explainable.js"
import { textOf } from "./text-of.js"
import { textsOfAdmin } from "./texts-of-admin.js"
import { textsOfEnrollment } from "./texts-of-enrollment.js"
import { textsOfFactors } from "./texts-of-factors.js"
import { textsOfKeys } from "./texts-of-keys.js"
import { textsOfOutbox } from "./texts-of-outbox.js"
import { textsOfRefusals } from "./texts-of-refusals.js"
import { textsOfSignIn } from "./texts-of-sign-in.js"
import { textsOfSteps } from "./texts-of-steps.js"

/**
 * Says a reason or any answer of Muster's calls in plain English, to the person who meets it: a heading, and a short
 * paragraph of what is so and what to do. Other languages map the same kinds and codes.
 *
 * Instants are in UTC. No text holds a code, a key, a link, a ticket or a whole address; a masked address may be shown.
 * Texts are plain: escape them for HTML. An answer of a kind that this version does not know, since a newer server gave
 * it, gets a general text.
 *
 * @example
 * ```ts
 * const answer = await muster.signIn.verify({ ticket, code })
 * if (answer.kind !== "signed-in") showMessage(explain(answer))
 * ```
 */
export function explain(answer: Explainable): Explanation {
  return "code" in answer ? explainReason(answer) : textOf(answerTexts, answer)
}

/** A kind without a text does not compile. */
const answerTexts: AnswerTexts = {
  ...textsOfSignIn,
  ...textsOfEnrollment,
  ...textsOfSteps,
  ...textsOfFactors,
  ...textsOfRefusals,
  ...textsOfAdmin,
  ...textsOfKeys,
  ...textsOfOutbox,
  continue: explainVerdict,
  drain: explainVerdict,
  logout: explainVerdict,
  refused: explainVerdict,
  ready: explainVerdict,
  blocked: explainVerdict,
}
