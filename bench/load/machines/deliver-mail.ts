import { setTimeout as sleep } from "node:timers/promises"
import type { Pool } from "pg"
import { askUntilAnswered } from "../driver/ask.js"
import type { Fleet } from "./fleet.js"

/** How far ahead the clock of the machine is that sends what is left: by then every lease and every wait is over. */
export const laterMilliseconds = 600_000

const patienceMilliseconds = 30_000

/** Runs the jobs until no mail is left, and answers how much is left all the same. */
export async function deliverMail(fleet: Fleet, pool: Pool, schema: string): Promise<number> {
  const until = Date.now() + patienceMilliseconds
  for (;;) {
    await askUntilAnswered(fleet, "runJobs", {})
    const { rows } = await pool.query(`select count(*) from ${schema}.mail`)
    const left = Number(rows[0].count)
    if (left === 0 || Date.now() > until) return left
    await sleep(200)
  }
}
