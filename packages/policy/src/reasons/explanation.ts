import type { ReasonCode, ReasonParams, Source } from "./reason.js"

/** A reason, or a whole answer, in English. */
export interface Explanation {
  /** A heading of a few words, without a full stop. */
  readonly title: string
  /** A short paragraph of plain text, at most 600 characters: what is so, and what can be done. */
  readonly detail: string
}

/** The texts of the catalogue by code; each is given the parameters of its own code, and where the reason lies. */
export type ReasonTexts = { readonly [C in ReasonCode]: (params: ReasonParams[C], source: Source) => Explanation }
