import { expect, test } from "vitest"
import { migrations } from "../../src/migrations/index.js"
import { knowMigrations, type Migration } from "../../src/migrations/migration.js"
import { whatBreaksOlderCode } from "./what-breaks-older-code.js"

/** Of a migration: what older code may stumble over, and whether the version that it names is one that has run by then. */
function faultsOf({ sql, worksFrom }: Migration, index: number): readonly string[] {
  if (worksFrom === undefined) return whatBreaksOlderCode(sql('"muster"'))
  // The release before is still at work while this one migrates: it has to do without what is taken away.
  return worksFrom > 1 && worksFrom <= index ? [] : [`code of version ${worksFrom} is not the release before, or older`]
}

test.each(migrations.map((migration, index) => ({ ...migration, migration, index })))(
  "$name only adds, or the release before already does without what it takes away",
  ({ migration, index }) => {
    expect(faultsOf(migration, index)).toEqual([])
  },
)

test("a migration that takes something away says from which version on code works with it", () => {
  const name = "0009-no-hints"
  const sql = (schema: string) => `alter table ${schema}.users drop column hint`
  expect(faultsOf({ name, sql }, 8)).toEqual(["AT_DropColumn"])
  expect(faultsOf({ name, sql, worksFrom: 8 }, 8)).toEqual([])
  expect(faultsOf({ name, sql, worksFrom: 9 }, 8)).not.toEqual([])
})

test.each([
  "alter table muster.users drop column state",
  "alter table muster.users rename column state to body",
  "alter table muster.users rename to people",
  "alter table muster.users alter column state type jsonb using state::jsonb",
  "alter table muster.users alter column codes_next_try_at set not null",
  "alter table muster.users add column hint text not null",
  "alter table muster.users add column hint text unique",
  "alter table muster.users add check (epoch > 0)",
  "create unique index u on muster.users (user_id)",
  "create table users_2 (id text)",
  "create index i on users (user_id)",
  "create function f() returns integer language sql as 'select 1'",
  "create or replace function muster.spend_mail_budgets(lines json, instant bigint) returns bigint language sql as ''",
  "drop table muster.mail",
  "drop function muster.spend_mail_budgets",
  "update muster.users set format = 2",
  "create trigger t before insert on muster.users execute function f()",
])("older code is in danger of: %s", (sql) => {
  expect(whatBreaksOlderCode(sql)).not.toEqual([])
})

test.each([
  "alter table muster.users add column hint text",
  "alter table muster.users add column hint integer not null default 0",
  "create table muster.hints (id text primary key); create unique index u on muster.hints (id)",
  "create index i on muster.users (status)",
  "create function muster.f() returns integer language sql as 'select 1'",
])("older code does not notice: %s", (sql) => {
  expect(whatBreaksOlderCode(sql)).toEqual([])
})

test("what has been released is as it was: its name and its checksum", async () => {
  const known = await knowMigrations(migrations)
  const lines = known.map(({ name, checksum }) => `${checksum}  ${name}\n`).join("")
  await expect(lines).toMatchFileSnapshot("./checksums.txt")
})
