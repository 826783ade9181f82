import { MusterError } from "@muster/core"
import { compareIds, type Page, type PageInput } from "@muster/sdk/ports"

/** Where a row stands in its list: compared part by part. A cursor is the place of the last row of a page. */
export type Place = readonly (string | number)[]

const defaultLimit = 100
const largestLimit = 1000

/** How a list is read: in which order, and what of a row is shown. */
interface Listing<Row, Item> {
  /** The types of a place's parts: a cursor of another form is not one of this list. */
  readonly form: readonly ("string" | "number")[]
  placeOf(row: Row): Place
  itemOf(row: Row): Item
}

/** Takes the page that begins after `input.after`, in order of place. */
export function takePage<Row, Item>(
  rows: Iterable<Row>,
  { form, placeOf, itemOf }: Listing<Row, Item>,
  input: PageInput,
): Page<Item> {
  const after = input.after ?? null
  const begin = after === null ? null : parseCursor(after, form)
  const limit = parseLimit(input.limit)
  const following = [...rows]
    .map((row) => ({ row, place: placeOf(row) }))
    .filter(({ place }) => begin === null || comparePlaces(place, begin) > 0)
    .sort((one, other) => comparePlaces(one.place, other.place))
  const taken = following.slice(0, limit)
  const last = taken.at(-1)
  return Object.freeze({
    items: Object.freeze(taken.map(({ row }) => Object.freeze(itemOf(row)))),
    next: last === undefined || taken.length === following.length ? null : JSON.stringify(last.place),
  })
}

function comparePlaces(one: Place, other: Place): number {
  for (const [index, part] of one.entries()) {
    const difference = compareParts(part, other[index])
    if (difference !== 0) return difference
  }
  return 0
}

function compareParts(one: string | number, other: string | number | undefined): number {
  return typeof one === "number" ? one - Number(other) : compareIds(one, String(other))
}

function parseCursor(after: string, form: readonly string[]): Place {
  const place = parseJson(after)
  if (Array.isArray(place) && place.length === form.length && place.every((part, i) => typeof part === form[i])) {
    return place
  }
  throw new MusterError("ERR_INVALID_INPUT", "The cursor is not one that a page of this list gave.", { field: "after" })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseLimit(limit: number = defaultLimit): number {
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, largestLimit)
  throw new MusterError("ERR_INVALID_INPUT", "A page holds at least one item.", { field: "limit" })
}
