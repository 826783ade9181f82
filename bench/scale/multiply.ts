import { largeAccount, sqlIds } from "./names.js"
import type { Sizes } from "./sizes.js"
import { written } from "./write-one-of-each.js"

/** Of each hundred users as many as the number says are like this user of the scenario. */
const mixture = { ann: 70, bob: 8, cara: 4, dan: 6, eve: 2, frank: 3, gus: 1, hal: 3, ida: 3 } as const

const kinds = Object.entries(mixture).flatMap(([id, share]) => Array.from({ length: share }, () => `'${id}'`))
const account = `'${written.account}'`

/** What users are like, by their place: the kinds lie spread among each other, not in rows of their own. */
const kindOf = (place: string) => `(array[${kinds.join(", ")}])[1 + (${place}) * 37 % 100]`

/** The account of the user at a place: the large one first, then the others in turn. */
function accountOf(place: string, { users, accounts, usersOfLarge }: Sizes): string {
  const others = `1 + (${place} - ${usersOfLarge})::bigint * ${accounts - 1} / ${users - usersOfLarge}`
  return sqlIds.account(`case when ${place} < ${usersOfLarge} then 0 else ${others} end`)
}

/** Somebody else with each place, all over the users. */
const scattered = (place: string, { users }: Sizes) => `((${place})::bigint * 7919 % ${users})`

/** All columns of a table, for an `insert` out of `t`, but those that are given. */
type Columns = Readonly<Record<string, string>>

function copy(schema: string, table: string, all: readonly string[], given: Columns, source: string): string {
  const values = all.map((name) => given[name] ?? `t.${name}`)
  return `insert into ${schema}.${table} (${all.join(", ")}) select ${values.join(", ")} ${source}`
}

const userColumns = [
  ...["account_id", "user_id", "version", "format", "state", "status", "epoch", "sealed_key_ids"],
  ...["codes_failures", "codes_bucket_until", "codes_next_try_at"],
  ...["recovery_codes_failures", "recovery_codes_bucket_until", "recovery_codes_next_try_at"],
]

/**
 * Statements that make many of what the services have written one of, by table; one table's need not wait for another's. Ids and
 * instants are each row's own, the rest is a copy. So what is sealed, and bound to its user, does not open.
 */
export function multiplications(schema: string, sizes: Sizes, now: number): readonly (readonly string[])[] {
  return [
    [users(schema, sizes)],
    [events(schema, sizes, now)],
    [
      accounts(schema, sizes),
      groupsOfLarge(schema, sizes),
      groupsOfOthers(schema, sizes),
      reminders(schema, sizes),
      mail(schema, sizes, now),
      mailBudgets(schema, sizes, now),
    ],
  ]
}

function users(schema: string, sizes: Sizes): string {
  const given = { account_id: accountOf("n", sizes), user_id: sqlIds.user("n") }
  const source = `from generate_series(0, ${sizes.users - 1}) n
    join ${schema}.users t on t.account_id = ${account} and t.user_id = ${kindOf("n")}`
  return copy(schema, "users", userColumns, given, source)
}

/** In order of time, as they come: people of all accounts sign in side by side. */
function events(schema: string, sizes: Sizes, now: number): string {
  const days = 90
  const step = Math.max(1, Math.floor((days * 86_400_000) / sizes.events))
  const person = scattered("n", sizes)
  return `insert into ${schema}.events (account_id, user_id, event_id, at, kind, body)
    with t as (
      select user_id, kind, body::text, row_number() over (order by seq) - 1 as place from ${schema}.events
      where account_id = ${account} and user_id is not null
    )
    select ${accountOf(person, sizes)}, ${sqlIds.user(person)}, ${sqlIds.random("event", "n")},
      ${now - sizes.events * step} + n::bigint * ${step}, t.kind,
      replace(t.body, '"' || t.user_id || '"', '"' || ${sqlIds.user(person)} || '"')::json
    from generate_series(0, ${sizes.events - 1}) n join t on t.place = n % (select count(*) from t)`
}

/** Most have a date, some not yet, some have two-factor off; all have been looked at for reminders but one. */
function accounts(schema: string, { accounts }: Sizes): string {
  const columns = ["account_id", "version", "groups_version", "format", "state"]
  const reminders = ["reminders_version", "reminders_lease", "reminders_place", "reminders_claimable_at"]
  const given = {
    account_id: sqlIds.account("n"),
    reminders_version: `case when n = ${Math.floor(accounts / 2)} then t.version - 1 else t.version end`,
    reminders_claimable_at: "t.reminders_claimable_at + n::bigint * 7919 % 3600000",
  }
  const { account, withoutDate, off } = written
  const source = `from generate_series(0, ${accounts - 1}) n
    join ${schema}.accounts t on t.account_id =
      case when n % 10 < 6 then '${account}' when n % 10 < 8 then '${withoutDate}' else '${off}' end order by n`
  return copy(schema, "accounts", [...columns, ...reminders], given, source)
}

/** A tree, eight to a parent. */
function groupsOfLarge(schema: string, { groupsOfLarge }: Sizes): string {
  const body = `(t.body::jsonb || jsonb_build_object('id', ${sqlIds.group("n")}, 'name', 'Group ' || n,
    'parentId', case when n > 0 then ${sqlIds.group("(n - 1) / 8")} end))::json`
  const given = { account_id: `'${largeAccount}'`, group_id: sqlIds.group("n"), body }
  const source = `from generate_series(0, ${groupsOfLarge - 1}) n join ${schema}.device_groups t on t.account_id = ${account}
    order by n`
  return copy(schema, "device_groups", ["account_id", "group_id", "body"], given, source)
}

function groupsOfOthers(schema: string, { accounts, groupsOfOthers }: Sizes): string {
  const place = `n % ${groupsOfOthers}`
  const body = `(t.body::jsonb || jsonb_build_object('id', ${sqlIds.group(place)}, 'name', 'Group ' || ${place}))::json`
  const given = {
    account_id: sqlIds.account(`1 + n / ${groupsOfOthers}`),
    group_id: sqlIds.group(place),
    body,
  }
  const source = `from generate_series(0, ${(accounts - 1) * groupsOfOthers - 1}) n
    join ${schema}.device_groups t on t.account_id = ${account} order by n`
  return copy(schema, "device_groups", ["account_id", "group_id", "body"], given, source)
}

/** One or two to each user who has had one. */
function reminders(schema: string, sizes: Sizes): string {
  const person = scattered("n / 2", sizes)
  const given = {
    account_id: accountOf(person, sizes),
    user_id: sqlIds.user(person),
    reminder_key: "t.reminder_key || case n % 2 when 1 then ':again' else '' end",
    expires_at: "t.expires_at + n",
  }
  const source = `from generate_series(0, ${sizes.reminders - 1}) n
    join ${schema}.reminders t on t.account_id = ${account} and t.user_id = 'cara'`
  return copy(schema, "reminders", ["account_id", "user_id", "reminder_key", "at", "expires_at"], given, source)
}

/** Half of it is due, as after an outage; one in ten is undelivered. */
function mail(schema: string, sizes: Sizes, now: number): string {
  const person = scattered("n", sizes)
  const columns = ["account_id", "user_id", "mail_id", "sealed", "topic", "due_at", "available_at"]
  const dueAt = `${now} + (n::bigint * 7919 % 7200 - 3600) * 1000`
  const given = {
    account_id: accountOf(person, sizes),
    user_id: sqlIds.user(person),
    mail_id: sqlIds.random("mail", "n"),
    due_at: dueAt,
    available_at: dueAt,
    // Later by as much as the instant is at which it is due.
    expires_at: `t.expires_at + ${dueAt} - t.due_at`,
  }
  const source = `from generate_series(0, ${sizes.mail - 1}) n
    join (select *, row_number() over (partition by dead order by user_id, mail_id) - 1 as place,
      count(*) over (partition by dead) as places from ${schema}.mail where account_id = ${account}) t
      on t.dead = (n % 10 = 0) and t.place = n % t.places`
  return copy(schema, "mail", [...columns, "expires_at", "tries", "dead"], given, source)
}

function mailBudgets(schema: string, { mailBudgets }: Sizes, now: number): string {
  return `insert into ${schema}.mail_budgets (key, window_seconds, spent, ends_at)
    select left(t.key, 8) || ${sqlIds.random("budget", "n")} || ${sqlIds.random("address", "n")}, t.window_seconds, t.spent,
      ${now} + (n::bigint * 7919 % 90000 - 3600) * 1000
    from generate_series(0, ${mailBudgets - 1}) n
    join (select * from ${schema}.mail_budgets where key like 'address:%' order by key limit 1) t on true`
}
