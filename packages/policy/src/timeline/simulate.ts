import type { Instant } from "@muster/core"

/** The span of time to try a rule on. */
export interface SimulateOptions {
  /** The instant of the first verdict. */
  readonly from: Instant
  /** The last instant at which there may be a verdict. */
  readonly until: Instant
  /** How many verdicts there are at most. @defaultValue 1000 */
  readonly maxSteps?: number | undefined
}

/** A verdict, and from when on it is given. */
export interface SimulatedVerdict<V> {
  /** Until the next entry, the verdict is as it is from here. */
  readonly at: Instant
  /** What the rule said. */
  readonly verdict: V
}

/**
 * Tries a rule on a span of time: it goes from one `nextChangeAt` to the next, so that the cost is one verdict for each
 * change and not for each minute. The rule has to keep to its word, as {@link decideSession} and {@link decideSignIn}
 * do; state that changes in between, such as a user who enrolls, is not in it.
 *
 * It ends after `until`, when nothing changes any more, at a `nextChangeAt` that is not later than the present or is no
 * instant, or after `maxSteps`.
 *
 * @param decide - the rule with everything but the time filled in
 * @returns the verdicts in order of time, the first of them at `from`; none when `until` is before `from`, or
 * `from` is no instant
 * @example
 * ```ts
 * const steps = simulate((now) => decideSession({ account, user, assurance, activity, now }), { from, until })
 * for (const { at, verdict } of steps) console.log(new Date(at), verdict.kind)
 * ```
 */
export function simulate<V extends { readonly nextChangeAt: Instant | null }>(
  decide: (now: Instant) => V,
  { from, until, maxSteps = 1000 }: SimulateOptions,
): readonly SimulatedVerdict<V>[] {
  const steps: SimulatedVerdict<V>[] = []
  for (let at = from; Number.isFinite(at) && at <= until && steps.length < maxSteps; ) {
    const verdict = decide(at)
    steps.push({ at, verdict })
    const { nextChangeAt } = verdict
    if (nextChangeAt === null || !(nextChangeAt > at)) break
    at = nextChangeAt
  }
  return steps
}
