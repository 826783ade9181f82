import { storeFault } from "./fault.js"

/** Takes the number of items seen so far for a cursor. */
export const pagesByOffset = storeFault("counts its way to a page", "pages", (store) => ({
  async listUsers({ accountId, after, limit = 100 }) {
    const { items } = await store.listUsers({ accountId, limit: 1000 })
    const begin = Number(after ?? 0)
    const taken = Object.freeze(items.slice(begin, begin + limit))
    return Object.freeze({ items: taken, next: begin + limit < items.length ? String(begin + limit) : null })
  },
}))
