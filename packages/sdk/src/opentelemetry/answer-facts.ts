import type { Answer } from "../explain/explainable.js"

type ReasonsByKind = {
  readonly [Kind in "ticket-rejected" | "wrong-code" | "throttled" | "email-code-sent"]: (
    answer: Extract<Answer, { readonly kind: Kind }>,
  ) => string | undefined
}

/** Of closed lists, each of them. A `reason` that an admin writes is none of these. */
const reasons: ReasonsByKind = {
  "ticket-rejected": ({ reason }) => reason,
  "wrong-code": ({ why }) => why,
  throttled: ({ limit }) => limit,
  "email-code-sent": ({ delivery }) => delivery,
}

/** The kind of an answer; `undefined` where it has none, as a page. */
export function kindOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("kind" in answer)) return undefined
  return typeof answer.kind === "string" ? answer.kind : undefined
}

/**
 * Why an answer is what it is, in one word: the first of its reasons by code, what was wrong with a code or a ticket, what was used
 * up, or what became of the mail.
 */
export function reasonOf(answer: unknown): string | undefined {
  const kind = kindOf(answer)
  if (kind === undefined) return undefined
  if (Object.hasOwn(reasons, kind)) return reasons[kind as keyof ReasonsByKind](answer as never)
  const { reasons: [first] = [] } = answer as { readonly reasons?: readonly { readonly code: string }[] }
  return first?.code
}
