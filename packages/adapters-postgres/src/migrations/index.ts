import { accountsAndUsers } from "./0001-accounts-and-users.js"
import { mailAndEvents } from "./0002-mail-and-events.js"
import { mailBudgets } from "./0003-mail-budgets.js"
import { keyChecks } from "./0004-key-checks.js"
import { backgroundWork } from "./0005-background-work.js"
import { rowsByAge } from "./0006-rows-by-age.js"
import type { Migration } from "./migration.js"

/**
 * All migrations; the version of one is its place, beginning with 1.
 *
 * During a rolling deploy the release before works on the schema of the next one. So a migration expands: it adds
 * tables, plain indexes, functions and columns that a row may lack. What it replaces is taken away by a migration of a
 * later release, which says from which version on code works with that (`worksFrom`).
 */
export const migrations: readonly Migration[] = Object.freeze([
  { name: "0001-accounts-and-users", sql: accountsAndUsers },
  { name: "0002-mail-and-events", sql: mailAndEvents },
  { name: "0003-mail-budgets", sql: mailBudgets },
  { name: "0004-key-checks", sql: keyChecks },
  { name: "0005-background-work", sql: backgroundWork },
  { name: "0006-rows-by-age", sql: rowsByAge },
])
