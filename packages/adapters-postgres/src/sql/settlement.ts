import type { Settlement, ThrottlePool } from "@muster/sdk/ports"
import type { NamedValues } from "../named-parameters.js"
import { columnsOf, type ThrottleSql } from "./throttle-columns.js"

/**
 * The assignments that settle charges, relative to what the columns hold when the row is locked: a parallel charge is
 * counted whichever of the two comes first. The arithmetic is that of `settleThrottle`.
 */
export function settlementSql(settlements: readonly Settlement[]): {
  readonly assignments: readonly string[]
  readonly values: NamedValues
} {
  const values: Record<string, number> = {}
  const settled = new Map<ThrottlePool, ThrottleSql>()
  for (const [index, settlement] of settlements.entries()) {
    const before = settled.get(settlement.pool) ?? columnsOf(settlement.pool)
    if ("unitSeconds" in settlement) values[`unit${index}`] = settlement.unitSeconds * 1000
    if (settlement.kind === "refund") {
      values[`failures${index}`] = settlement.failures
      values[`free${index}`] = settlement.free
    }
    settled.set(settlement.pool, settleSql(before, settlement.kind, index))
  }
  const assignments = [...settled].flatMap(([pool, throttle]) => {
    const columns = columnsOf(pool)
    return [
      `${columns.failures} = ${throttle.failures}`,
      `${columns.bucketUntil} = ${throttle.bucketUntil}`,
      `${columns.nextTryAt} = ${throttle.nextTryAt}`,
    ]
  })
  return { assignments, values }
}

function settleSql(before: ThrottleSql, kind: Settlement["kind"], index: number): ThrottleSql {
  const withoutUnit = `greatest(0, ${before.bucketUntil} - $unit${index}::bigint)`
  switch (kind) {
    case "clear":
      return { failures: "0", bucketUntil: withoutUnit, nextTryAt: "null::bigint" }
    case "refund": {
      const failures = `greatest(0, ${before.failures} - 1)`
      const waitEnds = `${failures} < $free${index}::integer or ${before.failures} = $failures${index}::integer`
      return {
        failures,
        bucketUntil: withoutUnit,
        nextTryAt: `case when ${waitEnds} then null::bigint else ${before.nextTryAt} end`,
      }
    }
    case "unlock":
      return { failures: "0", bucketUntil: "0", nextTryAt: "null::bigint" }
    case "release":
      return { ...before, bucketUntil: "0" }
  }
}
