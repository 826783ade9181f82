/**
 * Muster's tables, in a file that may hold the host's own. SQLite compares text byte by byte, which is the order of ids that
 * the port asks for. Each key begins with the account. What a job looks for across accounts has an index that holds little
 * else.
 */
export const schema: readonly string[] = [
  `create table muster_accounts (
    account_id text primary key,
    version integer not null,
    groups_version integer not null,
    format integer not null,
    state text not null, -- text, and no JSON: what went in comes out
    reminders_version integer not null default 0, -- the version that was claimed last
    reminders_lease integer not null default 0, -- rises with every claim
    reminders_place text,
    reminders_claimable_at integer -- when the next look is due, or when the lease ends
  ) strict, without rowid`,
  "create index muster_accounts_changed on muster_accounts (account_id) where reminders_version <> version",
  "create index muster_accounts_claimable on muster_accounts (reminders_claimable_at)",

  `create table muster_device_groups (
    account_id text not null,
    group_id text not null,
    body text not null,
    primary key (account_id, group_id)
  ) strict, without rowid`,

  `create table muster_users (
    account_id text not null,
    user_id text not null,
    version integer not null,
    format integer not null,
    state text not null,
    status text not null,
    epoch integer not null,
    sealed_key_ids text not null, -- a JSON array
    primary key (account_id, user_id)
  ) strict, without rowid`,

  // Apart from the users: a charge cannot touch their version, nor a save by mistake the counters.
  `create table muster_throttles (
    account_id text not null,
    user_id text not null,
    pool text not null,
    failures integer not null,
    bucket_until integer not null,
    next_try_at integer,
    primary key (account_id, user_id, pool)
  ) strict, without rowid`,

  `create table muster_mail (
    account_id text not null,
    user_id text not null,
    mail_id text not null,
    sealed blob not null,
    topic text,
    due_at integer not null,
    expires_at integer,
    available_at integer not null, -- when it is due, or when its lease ends
    tries integer not null default 0,
    dead integer not null default 0,
    primary key (account_id, user_id, mail_id)
  ) strict, without rowid`,
  "create index muster_mail_waiting on muster_mail (available_at) where dead = 0",
  "create index muster_mail_dead on muster_mail (account_id, user_id, mail_id) where dead = 1",

  `create table muster_events (
    account_id text not null,
    at integer not null,
    sequence integer not null, -- in which order those of one instant were written
    user_id text,
    body text not null,
    primary key (account_id, at, sequence)
  ) strict, without rowid`,
  "create index muster_events_of_user on muster_events (account_id, user_id, at, sequence)",
  "create index muster_events_at on muster_events (at)",

  `create table muster_reminders (
    account_id text not null,
    user_id text not null,
    reminder_key text not null,
    at integer not null,
    expires_at integer not null,
    primary key (account_id, user_id, reminder_key)
  ) strict, without rowid`,
  "create index muster_reminders_expires_at on muster_reminders (expires_at)",

  // Keys and the budget of mail to an address belong to no account.
  `create table muster_key_checks (
    purpose text not null,
    key_id text not null,
    value text not null,
    primary key (purpose, key_id)
  ) strict, without rowid`,

  `create table muster_mail_budgets (
    key text not null,
    window_seconds integer not null,
    spent integer not null,
    ends_at integer not null,
    primary key (key, window_seconds)
  ) strict, without rowid`,
]
