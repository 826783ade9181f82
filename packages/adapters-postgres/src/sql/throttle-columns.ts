import { type ThrottlePool, type UserThrottle, untouchedThrottle } from "@muster/sdk/ports"
import type { SqlRow } from "../sql-client.js"

/** A throttle in SQL: columns, or what becomes of them. */
export interface ThrottleSql {
  readonly failures: string
  readonly bucketUntil: string
  readonly nextTryAt: string
}

/** Each pool is three columns of the user's row: the lock of that row is what makes a charge one step. */
const columnsByPool: Readonly<Record<ThrottlePool, ThrottleSql>> = Object.freeze({
  codes: { failures: "codes_failures", bucketUntil: "codes_bucket_until", nextTryAt: "codes_next_try_at" },
  "recovery-codes": {
    failures: "recovery_codes_failures",
    bucketUntil: "recovery_codes_bucket_until",
    nextTryAt: "recovery_codes_next_try_at",
  },
})

const pools = Object.keys(columnsByPool) as readonly ThrottlePool[]

/** The columns of a pool. */
export function columnsOf(pool: ThrottlePool): ThrottleSql {
  return columnsByPool[pool]
}

/** The columns of all pools, of the table with this alias. */
export function throttleColumns(alias: string): string {
  return pools
    .flatMap((pool) => Object.values(columnsByPool[pool]))
    .map((column) => `${alias}.${column}`)
    .join(", ")
}

/** The throttle of a pool in a row; untouched when the join found no user. */
export function toThrottle(row: SqlRow, pool: ThrottlePool): UserThrottle {
  const columns = columnsByPool[pool]
  if (row[columns.failures] === null) return untouchedThrottle
  const nextTryAt = row[columns.nextTryAt]
  return {
    failures: Number(row[columns.failures]),
    bucketUntil: Number(row[columns.bucketUntil]),
    nextTryAt: nextTryAt === null ? null : Number(nextTryAt),
  }
}

/** The throttles of all pools in a row. */
export function toThrottles(row: SqlRow): Readonly<Record<ThrottlePool, UserThrottle>> {
  return { codes: toThrottle(row, "codes"), "recovery-codes": toThrottle(row, "recovery-codes") }
}
