import { type Reason, type Refused, refusalOf } from "./reason.js"

/** How many reasons an answer lists at most. */
export const maxListed = 100

/** Says no if there are reasons to, with the first of them and the number of all. */
export function refuseFirst(reasons: readonly Reason[]): Refused | undefined {
  return refusalOf(reasons.slice(0, maxListed), reasons.length)
}
