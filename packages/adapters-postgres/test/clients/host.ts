import type { HostTransaction } from "@muster/sdk"
import type { SqlClient } from "../../src/index.js"

/** The levels at which a host's transaction may run, as Postgres writes them. */
export const isolationLevels = ["read committed", "repeatable read", "serializable"] as const

/** One of {@link isolationLevels}. */
export type IsolationLevel = (typeof isolationLevels)[number]

/** Where a host connects to, always with one connection alone. */
export interface HostSettings {
  readonly url: string
  /** Where Muster's tables and the host's `sign_ins` lie. */
  readonly schema: string
  readonly isolation: IsolationLevel
}

/** A host that is connected. */
export interface OpenHost {
  /** What Muster's store works on: the host's own connection, where the package lets it be shared. */
  readonly client: SqlClient
  /** The transaction that the guide shows. */
  readonly transaction: HostTransaction
  close(): Promise<unknown>
}

/** The settings of a session, as `pg` takes them in `options`. */
export function sessionOptions({ schema, isolation }: HostSettings): string {
  return `-c search_path=${schema} -c default_transaction_isolation=${isolation.replace(" ", "\\ ")}`
}

/** The host's own table, with a trigger that refuses a commit where a test has armed it. */
export function hostTablesSql(schema: string): readonly string[] {
  return [
    `create table ${schema}.sign_ins (user_id text not null)`,
    `create sequence ${schema}.commits minvalue 0 start 1`,
    // A sequence is not rolled back, so that of the commits after arming only the first is refused.
    `create function ${schema}.refuse_commit() returns trigger language plpgsql as $$
     begin
       if nextval('${schema}.commits') = 0 then raise exception 'refused' using errcode = '40001'; end if;
       return null;
     end $$`,
    `create constraint trigger refuse_commit after insert on ${schema}.sign_ins
     deferrable initially deferred for each row execute function ${schema}.refuse_commit()`,
  ]
}

/** Has the next commit of a `sign_ins` row refused with a serialization failure. */
export const armSql = (schema: string) => `select setval('${schema}.commits', 0, false)`
