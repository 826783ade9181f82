import type { Page } from "../ports/index.js"

/** A list that is read page by page, seen one item ahead. */
export interface PagedList<T> {
  /** Shows the next item, reading another page where the last one is used up; `undefined` at the end. */
  peek(): Promise<T | undefined>
  /** Takes the item that was shown. */
  take(): void
  /** The cursor to begin at another time so that no item is missed; items that were taken may come again. */
  readonly bookmark: string | null
  /** Whether nothing follows; known without reading. */
  readonly ended: boolean
  /** How many pages were read. */
  readonly pagesRead: number
}

/** Makes a list of what reads its pages. */
export function pagedList<T>(begin: string | null, read: (after: string | null) => Promise<Page<T>>): PagedList<T> {
  let bookmark = begin
  let page: Page<T> | undefined
  let position = 0
  let pagesRead = 0

  return {
    async peek() {
      while (page === undefined || position >= page.items.length) {
        if (page !== undefined && page.next === null) return undefined
        const after = page === undefined ? bookmark : page.next
        page = await read(after)
        bookmark = after
        position = 0
        pagesRead += 1
      }
      return page.items[position]
    },
    take() {
      position += 1
    },
    get bookmark() {
      const usedUp = page !== undefined && position >= page.items.length
      return usedUp && page?.next != null ? page.next : bookmark
    },
    get ended() {
      return page !== undefined && page.next === null && position >= page.items.length
    },
    get pagesRead() {
      return pagesRead
    },
  }
}
