import { compareIds, type Page, type PageInput, type Place, pageLimit, pageOf, placeAfter } from "@muster/sdk/ports"

/** How a list is read: in which order, and what of a row is shown. */
interface Listing<Row, Item> {
  /** Before the places of all rows, and of their form. */
  readonly start: Place
  /** Where a row stands in the list: compared part by part. */
  placeOf(row: Row): Place
  itemOf(row: Row): Item
}

/** Takes the page that begins after `input.after`, in order of place. */
export function takePage<Row, Item>(
  rows: Iterable<Row>,
  { start, placeOf, itemOf }: Listing<Row, Item>,
  input: PageInput,
): Page<Item> {
  const limit = pageLimit(input.limit)
  const begin = placeAfter(input.after, start)
  const following = [...rows]
    .map((row) => ({ row, place: placeOf(row) }))
    .filter(({ place }) => comparePlaces(place, begin) > 0)
    .sort((one, other) => comparePlaces(one.place, other.place))
  return pageOf(
    following.slice(0, limit + 1),
    limit,
    ({ row }) => itemOf(row),
    ({ place }) => place,
  )
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
