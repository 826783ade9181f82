import type { Pool } from "pg"

/** What the app had before Muster, and one column that its own code writes with each sign-in. */
export async function createTables(pool: Pool): Promise<void> {
  await pool.query(`
    create table if not exists users (
      id text primary key,
      account_id text not null,
      email text not null unique,
      password_hash text not null,
      is_admin boolean not null,
      last_login_at timestamptz
    );
    create table if not exists session (
      sid text primary key,
      sess json not null,
      expire timestamp(6) not null
    );
    create index if not exists session_expire on session (expire)`)
}
