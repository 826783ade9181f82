/**
 * Ids compare byte by byte ("C"), whatever the database's language: pages and cursors need one order. States are
 * `text`, not `jsonb`: what went in comes out. No foreign keys: a user may be saved before the account.
 */
export function accountsAndUsers(schema: string): string {
  return `
    create table ${schema}.accounts (
      account_id text collate "C" primary key,
      version bigint not null,
      groups_version bigint not null,
      format integer not null,
      state text not null
    );

    create table ${schema}.device_groups (
      account_id text collate "C" not null,
      group_id text collate "C" not null,
      body json not null,
      primary key (account_id, group_id)
    );

    create table ${schema}.users (
      account_id text collate "C" not null,
      user_id text collate "C" not null,
      version bigint not null,
      format integer not null,
      state text not null,
      status text not null,
      epoch bigint not null,
      sealed_key_ids text[] not null,
      codes_failures integer not null default 0,
      codes_bucket_until bigint not null default 0,
      codes_next_try_at bigint,
      recovery_codes_failures integer not null default 0,
      recovery_codes_bucket_until bigint not null default 0,
      recovery_codes_next_try_at bigint,
      primary key (account_id, user_id)
    ) with (fillfactor = 80); -- room for the next version of a row beside it: a charge then touches no index
  `
}
