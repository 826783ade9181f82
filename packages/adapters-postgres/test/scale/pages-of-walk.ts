import type pg from "pg"
import type { SqlClient, SqlValue } from "../../src/index.js"
import { plansOf, undone } from "./plan.js"
import { type Touched, touchedBy } from "./touched.js"

interface Sent {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/** A client that keeps the first and the last statement that begins so, and counts all of them. */
export function walkingClient(pool: pg.Pool, beginsWith: string) {
  const sent: { count: number; first?: Sent; last?: Sent } = { count: 0 }
  const client: SqlClient = {
    query(text, values = []) {
      if (text.startsWith(beginsWith)) {
        sent.count += 1
        sent.first ??= { text, values }
        sent.last = { text, values }
      }
      return pool.query(text, [...values])
    },
  }
  /** What the first page of a list and the last touch. */
  const touched = () =>
    undone(pool, async (connection) => {
      const pages: Touched[] = []
      for (const page of [sent.first, sent.last]) {
        if (page === undefined) throw new Error("no page was read")
        const [plan] = await plansOf(connection, "for all values", (looking) =>
          looking.query(page.text, [...page.values]),
        )
        if (plan !== undefined) pages.push(touchedBy(plan.root))
      }
      return { first: pages[0] as Touched, last: pages[1] as Touched }
    })
  return { client, sent, touched }
}
