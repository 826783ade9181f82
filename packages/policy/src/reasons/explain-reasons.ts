import { explainReason } from "./explain-reason.js"
import type { Reason } from "./reason.js"
import { andMore, listOf } from "./wording.js"

/** A paragraph has room for this many characters. */
export const paragraphLength = 600

const mostReasons = 3

/** What {@link explainReasons} may be told beside the reasons. */
export interface ExplainReasonsOptions {
  /** How many characters the paragraph may have; only its first reason may exceed it. Default: 600. */
  readonly maxLength?: number
  /** How many reasons there are in all, where the list is only the beginning. Default: as many as the list has. */
  readonly total?: number | undefined
}

/**
 * Says a list of reasons, such as the warnings of an answer, in one paragraph of plain English: the first, up to two
 * more where there is room, and how many more there are. Texts as in {@link explainReason}. It never throws for what
 * came out of JSON: what is no list counts as no reasons, and what is no reason gets a general text.
 *
 * @returns the empty string for no reasons
 */
export function explainReasons(
  reasons: readonly Reason[],
  { maxLength = paragraphLength, total: claimed }: ExplainReasonsOptions = {},
): string {
  const list = listOf(reasons)
  const [first = "", ...others] = list.slice(0, mostReasons).map((reason) => explainReason(reason as Reason).detail)
  if (list.length === 0) return ""
  const total = Number.isSafeInteger(claimed) ? (claimed as number) : list.length
  let said = first
  let text = said + andMore(total - 1)
  for (const [index, other] of others.entries()) {
    said = `${said} ${other}`
    const longer = said + andMore(total - index - 2)
    if (longer.length > maxLength) break
    text = longer
  }
  return text
}
