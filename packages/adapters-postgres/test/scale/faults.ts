import type pg from "pg"
import type { Call } from "./calls.js"
import type { Place } from "./place.js"
import { type Planning, plansOf } from "./plan.js"
import { full, type OpenSeeded } from "./seeded.js"
import { touchedBy } from "./touched.js"

/** Tables with a row for each key, which are smaller than a page: reading them whole is the shortest way. */
const small = ["key_checks"]

/**
 * To a planner that finds few rows, reading a table whole is a short way to anything. In a plain run a page of a whole table counts
 * as this many, about as many as there are in the full one.
 */
const pagesPerPage = 300

/** Where a call is about, and how its statements are planned. */
export interface Look {
  readonly place: Place
  readonly planning: Planning
}

/** Says of a call's statements whatever exceeds what the call may read. */
export async function faultsOf(
  connection: pg.PoolClient,
  { callsOn }: OpenSeeded,
  call: Call,
  { place, planning }: Look,
): Promise<readonly string[]> {
  if (!full) await connection.query(`set local seq_page_cost = ${pagesPerPage}`)
  const plans = await plansOf(connection, planning, (client) => call.run(callsOn(client), place))
  return plans.flatMap(({ text, root }) => {
    const { rows, pages, wholeTables } = touchedBy(root)
    const faults = [
      ...wholeTables.filter((table) => !small.includes(table)).map((table) => `reads all of ${table}`),
      ...(rows > call.rows ? [`reads ${rows} rows, not ${call.rows} at most`] : []),
      ...(pages > call.pages ? [`touches ${pages} pages, not ${call.pages} at most`] : []),
    ]
    return faults.map((fault) => `${call.method}, ${planning}, in ${place.accountId}: ${fault}: ${text}`)
  })
}
