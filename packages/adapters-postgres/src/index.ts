/**
 * Muster's store and mail budget on Postgres and PGlite.
 *
 * @module
 */
export { fromPg, type PgLike, type PgStatement } from "./from-pg.js"
export { fromPglite, type PgliteLike } from "./from-pglite.js"
export { type MigrateResult, migrate } from "./migrate.js"
export { postgresMailBudget } from "./postgres-mail-budget.js"
export { type PostgresOptions, postgresStore } from "./postgres-store.js"
export type { SqlClient, SqlResult, SqlRow, SqlValue } from "./sql-client.js"
