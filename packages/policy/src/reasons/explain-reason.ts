import type { Explanation } from "./explanation.js"
import type { Reason, Source } from "./reason.js"
import { reasonTexts } from "./reason-texts.js"
import { fieldOf, named } from "./wording.js"

/**
 * Says a reason of the catalogue in plain English, in two sentences at most. Other languages map the same codes.
 *
 * Names groups by id and instants in UTC; a host that knows names and zones words these itself. Ids are shortened and
 * cleaned of what shows nothing, and not escaped for HTML. It never throws for a reason that came out of JSON: one that
 * this version does not know, since a newer server gave it, gets a general text.
 *
 * @example
 * ```ts
 * if (answer.kind === "refused") for (const reason of answer.reasons) console.log(explainReason(reason).detail)
 * ```
 */
export function explainReason(reason: Reason): Explanation {
  const code: unknown = fieldOf(reason, "code")
  if (typeof code !== "string" || !Object.hasOwn(reasonTexts, code)) return unknownReason(code)
  // Each text takes the parameters of its own code; the compiler cannot follow that through the look-up.
  const text = reasonTexts[code as Reason["code"]] as (params: object, source: Source) => Explanation
  return text(objectAt(reason, "params"), objectAt(reason, "source") as Source)
}

function unknownReason(code: unknown): Explanation {
  return {
    title: "Another reason",
    detail: `The reason ${named(code)} is not known here. A newer version of this app may explain it.`,
  }
}

function objectAt(reason: Reason, name: "params" | "source"): object {
  const value = fieldOf(reason, name)
  return typeof value === "object" && value !== null ? value : {}
}
