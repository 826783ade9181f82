import type { Pool } from "pg"
import { startGraphileWorker } from "../src/graphile-worker.js"
import { startPgBoss } from "../src/pg-boss.js"

/** A job that waits to be taken, as either engine has it in its table. */
export interface WaitingJob {
  readonly dueAt: Date
  /** How often it was tried before. */
  readonly tries: number
}

/** An engine, and how a test looks into it. */
export interface Engine {
  readonly name: string
  readonly start: typeof startPgBoss
  /** What waits, as {@link WaitingJob}. */
  readonly waiting: string
  /** How many jobs are not over, as `count`. */
  readonly open: string
  /** Switches the schedule off, so that nothing but what a test is about makes a run. */
  readonly stopClock: string
}

export const pgBoss: Engine = {
  name: "pg-boss",
  start: startPgBoss,
  waiting: `select start_after as "dueAt", retry_count + (state = 'retry')::int as tries
      from pgboss.job where name = 'muster' and state < 'active'`,
  open: "select count(*)::int from pgboss.job where name = 'muster' and state <= 'active'",
  stopClock: "delete from pgboss.schedule; delete from pgboss.job where name = '__pgboss__send-it'",
}

export const graphileWorker: Engine = {
  name: "graphile-worker",
  start: startGraphileWorker,
  waiting: `select run_at as "dueAt", attempts::int as tries
      from graphile_worker._private_jobs where locked_at is null and attempts < max_attempts`,
  open: "select count(*)::int from graphile_worker._private_jobs",
  stopClock: `update graphile_worker._private_known_crontabs set last_execution = 'infinity'`,
}

export const engines: readonly Engine[] = [pgBoss, graphileWorker]

export async function waitingJobs(pool: Pool, { waiting }: Engine): Promise<readonly WaitingJob[]> {
  return (await pool.query<WaitingJob>(waiting)).rows
}

/** How many jobs wait or are being done. */
export async function openJobs(pool: Pool, { open }: Engine): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(open)
  return rows[0]?.count ?? 0
}
