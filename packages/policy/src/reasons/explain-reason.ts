import type { Reason, Source } from "./reason.js"
import { type Explanation, reasonTexts } from "./reason-texts.js"

/**
 * Says a reason of the catalogue in plain English. Other languages map the same codes.
 *
 * Names groups by id and instants in UTC; a host that knows names and zones words these itself.
 */
export function explainReason(reason: Reason): Explanation {
  // Each text takes the parameters of its own code; the compiler cannot follow that through the look-up.
  const text = reasonTexts[reason.code] as (params: Reason["params"], source: Source) => Explanation
  return text(reason.params, reason.source)
}
