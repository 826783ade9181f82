import type { Explanation } from "@muster/policy"
import type { TextsFor } from "./explainable.js"

/**
 * Says an answer with the text of its kind; a kind that this version does not know, since a newer server gave it, in
 * general.
 */
export function textOf<A extends { readonly kind: string }>(texts: TextsFor<A>, answer: A): Explanation {
  const { kind }: { readonly kind: unknown } = answer
  if (typeof kind !== "string" || !Object.hasOwn(texts, kind)) return unknownAnswer
  // Each text takes the answer of its own kind; the compiler cannot follow that through the look-up.
  return (texts[kind as A["kind"]] as (answer: A) => Explanation)(answer)
}

const unknownAnswer: Explanation = {
  title: "Another answer",
  detail: "This answer is not known here. A newer version of this app may explain it.",
}
