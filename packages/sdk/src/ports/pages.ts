import { MusterError } from "@muster/core"
import { frozen } from "./frozen.js"
import type { Page } from "./keys.js"

const defaultLimit = 100
const largestLimit = 1000

/** Where an item stands in the order of its list, part by part: what a cursor carries. */
export type Place = readonly (string | number)[]

/**
 * How many items a page holds: 100 when nothing is given, 1,000 at most. Ask for one more row than that, and
 * {@link pageOf} knows whether another page follows.
 *
 * @throws ERR_INVALID_INPUT with the field `limit` for less than 1 and for fractions
 */
export function pageLimit(limit: number = defaultLimit): number {
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, largestLimit)
  throw new MusterError("ERR_INVALID_INPUT", "A page holds at least one item.", { field: "limit" })
}

/**
 * The place after which a page begins, read from the cursor of the page before; `start` when there is none.
 *
 * @param start - a place before all others, of the form that places of this list have
 * @throws ERR_INVALID_INPUT with the field `after` for a cursor of another form
 */
export function placeAfter<const P extends Place>(after: string | null | undefined, start: P): PlaceLike<P> {
  const place = after === null || after === undefined ? start : parsed(after)
  if (
    Array.isArray(place) &&
    place.length === start.length &&
    place.every((part, i) => typeof part === typeof start[i])
  ) {
    return place as unknown as PlaceLike<P>
  }
  throw new MusterError("ERR_INVALID_INPUT", "The cursor is not one that a page of this list gave.", { field: "after" })
}

/** A place of the same form: that of `["", 0]` is any text and any number. */
export type PlaceLike<P extends Place> = { readonly [Part in keyof P]: P[Part] extends string ? string : number }

/**
 * Makes a page, frozen all the way down, of rows in the order of the list.
 *
 * @param rows - at most `limit` and one more: that one is left out and says that another page follows
 *
 * @example
 * ```ts
 * const limit = pageLimit(input.limit)
 * const [after] = placeAfter(input.after, [""])
 * const rows = await query("select * from users where id > :after order by id limit :limit", { after, limit: limit + 1 })
 * return pageOf(rows, limit, toUser, (row) => [row.id])
 * ```
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (row: Row) => Place,
): Page<Item> {
  const taken = rows.slice(0, limit)
  const last = taken.at(-1)
  return frozen({
    items: taken.map(toItem),
    next: last === undefined || rows.length <= limit ? null : JSON.stringify(placeOf(last)),
  })
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(cursor)
  } catch {
    return undefined
  }
}
