import type { Explanation, Readiness, Reason } from "@muster/policy"
import type { Muster } from "../api/muster.js"

/** Every answer with a `kind` that a call of {@link Muster} has: successes, refusals, steps and verdicts. */
export type Answer = Extract<
  {
    [Service in keyof Muster]: {
      [Call in keyof Muster[Service]]: Muster[Service][Call] extends (...input: never) => infer Result
        ? Awaited<Result>
        : never
    }[keyof Muster[Service]]
  }[keyof Muster],
  { readonly kind: string }
>

/** What `explain` says in English: every answer of a call, the readiness that some of them hold, and single reasons. */
export type Explainable = Reason | Answer | Readiness

/** One text for each kind of the answers given. */
export type TextsFor<A extends { readonly kind: string }> = {
  readonly [Kind in A["kind"]]: (answer: Extract<A, { readonly kind: Kind }>) => Explanation
}

/** The texts of all answers by kind. */
export type AnswerTexts = TextsFor<Answer | Readiness>
