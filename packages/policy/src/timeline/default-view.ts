import { type Build, compareBuilds } from "../builds/build.js"
import { type Minimum, meetsMinimum } from "../builds/minimum.js"
import { createReason, type Reason, type Source } from "../reasons/reason.js"

/** Where frequent updates, and pins that were withdrawn, lead at one instant. */
export interface DefaultView {
  /** The newest default build; `null`: there is none. */
  readonly build: Build | null
  /** That build, if it is below the minimum; else `null`. */
  readonly below: Build | null
  /** What is wrong for those who are led here. */
  readonly fault: Reason | undefined
}

/** Who is led to the newest default build at one instant. */
export interface Led {
  /** Whether somebody was before. */
  readonly before: boolean
  /** Whether somebody is from now on who was not before. */
  readonly newly: boolean
}

/** Judges a newest default build. Without a minimum it is no fault to be anywhere, but it is one to be nowhere. */
export function viewDefault(build: Build | null, minimum: Minimum | null): DefaultView {
  if (build === null) return { build, below: null, fault: createReason("newest-default-unknown", {}, product) }
  if (minimum === null || meetsMinimum(build, minimum) === "meets") return { build, below: null, fault: undefined }
  const fault = createReason("minimum-unreachable", { newestDefault: build, minimum }, product)
  return { build, below: build, fault }
}

/**
 * Compares where the newest default build is, and what is wrong with it for those who are led there: for all of them
 * when the fault is new, for those who come to it otherwise.
 */
export function newestDefaultReasons(before: DefaultView, after: DefaultView, led: Led): readonly Reason[] {
  const reasons: Reason[] = []
  if (led.before && !isSameBuild(before.build, after.build)) {
    reasons.push(createReason("newest-default-changes", { from: before.build, to: after.build }, product))
  }
  const { fault } = after
  const isNew = fault?.code !== before.fault?.code
  if (fault !== undefined && (led.newly || (isNew && led.before))) reasons.push(fault)
  return reasons
}

const product: Source = { kind: "product" }

function isSameBuild(one: Build | null, other: Build | null): boolean {
  return one === null || other === null ? one === other : compareBuilds(one, other) === 0
}
