import { MusterError } from "@muster/core"
import type { Page } from "@muster/sdk/ports"
import { frozen } from "./frozen.js"

const defaultLimit = 100
const largestLimit = 1000

/** Where a row stands in its list, as a cursor carries it. */
export type Place = readonly (string | number)[]

/** How many rows a page holds. */
export function pageLimit(limit: number = defaultLimit): number {
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, largestLimit)
  throw new MusterError("ERR_INVALID_INPUT", "A page holds at least one item.", { field: "limit" })
}

/** The place after which a page begins; `start`, of the same form, when no cursor is given. */
export function placeAfter<P extends Place>(after: string | null | undefined, start: P): P {
  if (after === null || after === undefined) return start
  const place = parse(after)
  if (
    Array.isArray(place) &&
    place.length === start.length &&
    place.every((part, i) => typeof part === typeof start[i])
  ) {
    return place as unknown as P
  }
  throw new MusterError("ERR_INVALID_INPUT", "The cursor is not one that a page of this list gave.", { field: "after" })
}

/** A page of rows that were asked for with one more than `limit`: the one more says that another page follows. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
  placeOf: (row: Row) => Place,
): Page<T> {
  const taken = rows.slice(0, limit)
  const last = taken.at(-1)
  return frozen({
    items: taken.map(toItem),
    next: last === undefined || rows.length <= limit ? null : JSON.stringify(placeOf(last)),
  })
}

function parse(after: string): unknown {
  try {
    return JSON.parse(after)
  } catch {
    return undefined
  }
}
