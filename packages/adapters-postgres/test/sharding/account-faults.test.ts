import { loadModule, parseSync } from "libpg-query"
import { beforeAll, describe, expect, test } from "vitest"
import { accountFaults } from "./account-faults.js"

beforeAll(() => loadModule())

const tables = new Set(["accounts", "users", "mail"])
/** The account's id is `$1`. */
const faultsOf = (sql: string) => accountFaults(parseSync(sql), { tables, parameter: 1 })

describe("a statement is found to be of one account when each table is bound to the account's parameter", () => {
  test.each([
    "select from m.users where account_id = $1 and user_id = $2",
    "select from m.users u where $1::text = u.account_id",
    "select from (select) as one left join m.users u on u.account_id = $1 left join m.accounts a on a.account_id = u.account_id",
    "select from m.users u join m.accounts a on a.account_id = u.account_id where a.account_id = $1",
    "select (select count(*) from m.mail l where l.account_id = u.account_id) from m.users u where u.account_id = $1",
    "with held as (select from m.accounts where account_id = $1 for update) select from held",
    "update m.users set epoch = 2 where account_id = $1 and exists (select from m.mail m where m.account_id = $1)",
    "delete from m.mail l using json_to_recordset($2::json) as q (topic text) where account_id = $1 and l.topic = q.topic",
    "insert into m.users (user_id, account_id) values ($2, $1), ($3, $1)",
    "insert into m.users as u (account_id, user_id) select $1, q.id from json_to_recordset($2::json) as q (id text) on conflict (account_id, user_id) do update set epoch = u.epoch",
    "select from m.users where account_id = $1 union all select from m.users u where u.account_id = $1",
  ])("%s", (sql) => {
    expect(faultsOf(sql)).toEqual([])
  })
})

describe("a statement is refused", () => {
  test.each([
    ["without a condition", "select from m.users", "users is not bound to the account"],
    ["by another parameter", "select from m.users where account_id = $2", "users is not bound to the account"],
    ["by a constant", "select from m.users where account_id = 'acme'", "users is not bound to the account"],
    ["by another column", "select from m.users where user_id = $1", "users is not bound to the account"],
    ["by anything but an equality", "select from m.users where account_id >= $1", "users is not bound to the account"],
    ["by one of several", "select from m.users where account_id = any($1)", "users is not bound to the account"],
    ["by an expression", "select from m.users where lower(account_id) = $1", "users is not bound to the account"],
    ["by what may not hold", "select from m.users where account_id = $1 or true", "users is not bound to the account"],
    ["by what must not hold", "select from m.users where not account_id = $1", "users is not bound to the account"],
    [
      "where a join says nothing of the account",
      "select from m.users u join m.accounts a on true where u.account_id = $1",
      "accounts is not bound to the account",
    ],
    [
      "where a table is joined to one that is not bound",
      "select from m.users u join m.accounts a on a.account_id = u.account_id",
      "users is not bound to the account",
    ],
    [
      "where a join keeps the rows of the other side",
      "select from m.users u left join m.accounts a on a.account_id = $1 and u.account_id = $1",
      "users is not bound to the account",
    ],
    [
      "where a join keeps the rows of both sides",
      "select from m.users u full join m.accounts a on a.account_id = $1 and u.account_id = $1",
      "accounts is not bound to the account",
    ],
    [
      "where it is not clear whose column is compared",
      "update m.users set epoch = 2 from m.mail where account_id = $1",
      "mail is not bound to the account",
    ],
    [
      "where a part before may have the column",
      "with q as (select $1 as account_id) delete from m.users using q where account_id = $1",
      "users is not bound to the account",
    ],
    ["for a table within", "select (select count(*) from m.mail) from m.users where account_id = $1", "mail is not"],
    [
      "for a table within that hides the bound one of its name",
      "select from m.users u where u.account_id = $1 and exists (select from m.mail u where u.account_id = u.account_id)",
      "mail is not",
    ],
    ["for a part before", "with q as (delete from m.mail returning 1) select from q", "mail is not bound"],
    ["for one half", "select from m.users where account_id = $1 union select from m.users", "users is not bound"],
    ["for rows that it inserts", "insert into m.users (user_id, account_id) values ($1, $2)", "users is given rows"],
    ["for one of several", "insert into m.users (account_id) values ($1), ($2)", "users is given rows"],
    ["for rows without an account", "insert into m.users (user_id) values ($1)", "users is given rows"],
    [
      "for where its rows come from",
      "insert into m.users (account_id) select $1 from m.mail",
      "mail is not bound to the account",
    ],
    [
      "for the row that it meets",
      "insert into m.users (account_id, user_id) values ($1, $2) on conflict (user_id) do nothing",
      "users meets rows of other accounts",
    ],
    [
      "that moves a row",
      "update m.users set account_id = $2 where account_id = $1",
      "a row is given to another account",
    ],
    ["on a table that has no account", "select from m.mail_budgets where account_id = $1", "is not keyed by account"],
    [
      "by a name that comes from elsewhere",
      "select from users where account_id = $1",
      "users is no table of the schema",
    ],
    [
      "that changes a name that comes from elsewhere",
      "delete from users where account_id = $1",
      "is no table of the schema",
    ],
    ["for rows that nobody has given", "insert into m.users default values", "users is given rows"],
    ["that calls a function of the schema", "select m.spend($1)", "the function m.spend"],
    [
      "that it does not understand",
      "merge into m.users u using m.mail l on true when matched then do nothing",
      "MergeStmt",
    ],
    ["that runs code", "do 'begin end'", "DoStmt"],
    ["beside another one", "select 1; select 1", "not one statement"],
    ["with rows of a kind that it does not know", "select from m.users tablesample system (1)", "rows from"],
  ])("%s", (_why, sql, fault) => {
    expect(faultsOf(sql)).toContainEqual(expect.stringContaining(fault))
  })
})
