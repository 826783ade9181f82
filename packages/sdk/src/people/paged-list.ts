import type { Page } from "../ports/index.js"

/** Where a list in order of id goes on. */
export interface ListPlace {
  /** A cursor of whoever gives the pages; `null`: at the start. */
  readonly after: string | null
  /** The last id before that cursor; `null`: none. Whatever follows has to come later. */
  readonly lastId: string | null
}

/** The start of a list. */
export const listStart: ListPlace = { after: null, lastId: null }

/** A list in order of id that is read page by page, seen one item ahead. */
export interface PagedList<T> {
  /**
   * Shows the next item, reading another page where the last one is used up; `undefined` at the end, and where no more
   * pages may be read.
   */
  peek(): Promise<T | undefined>
  /** Takes the item that was shown. */
  take(): void
  /** Where to begin at another time so that no item is missed; items that were taken may come again. */
  readonly bookmark: ListPlace
  /** Whether nothing follows; known without reading. */
  readonly ended: boolean
  /** Whether something may follow, on a page that may not be read any more. */
  readonly stopped: boolean
}

/** How a list is read. */
export interface PagedListOptions<T> {
  readonly from: ListPlace
  readonly idOf: (item: T) => string
  readonly read: (place: ListPlace) => Promise<Page<T>>
  /** How many pages may be read; absent: as many as there are. */
  readonly mostPages?: number | undefined
}

/** Makes a list of what reads its pages. */
export function pagedList<T>({ from, idOf, read, mostPages }: PagedListOptions<T>): PagedList<T> {
  let place = from
  let page: Page<T> | undefined
  let position = 0
  let pagesRead = 0

  /** Where the page after the one that is used up begins; `null`: the page is not used up, or is the last. */
  const nextPlace = (): ListPlace | null => {
    if (page === undefined || page.next === null || position < page.items.length) return null
    const last = page.items.at(-1)
    return { after: page.next, lastId: last === undefined ? place.lastId : idOf(last) }
  }
  const mayRead = () => mostPages === undefined || pagesRead < mostPages

  return {
    async peek() {
      while (page === undefined || position >= page.items.length) {
        const next = page === undefined ? place : nextPlace()
        if (next === null || !mayRead()) return undefined
        page = await read(next)
        place = next
        position = 0
        pagesRead += 1
      }
      return page.items[position]
    },
    take() {
      position += 1
    },
    get bookmark() {
      return nextPlace() ?? place
    },
    get ended() {
      return page !== undefined && page.next === null && position >= page.items.length
    },
    get stopped() {
      return !mayRead() && nextPlace() !== null
    },
  }
}
