import { accountsAndUsers } from "./0001-accounts-and-users.js"
import { mailAndEvents } from "./0002-mail-and-events.js"
import { mailBudgets } from "./0003-mail-budgets.js"
import { keyChecks } from "./0004-key-checks.js"

/** Given the quoted schema, the statements of a migration. What has been released never changes. */
export type Migration = (schema: string) => string

/** All migrations; the version of one is its place, beginning with 1. */
export const migrations: readonly Migration[] = Object.freeze([accountsAndUsers, mailAndEvents, mailBudgets, keyChecks])
