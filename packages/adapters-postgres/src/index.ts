/**
 * Muster's store and mail budget on Postgres and PGlite.
 *
 * @module
 */
export { type DrizzleTransactionLike, fromDrizzle } from "./from-drizzle.js"
export { fromKnex, type KnexTransactionLike } from "./from-knex.js"
export { fromKysely, type KyselyStatement, type KyselyTransactionLike } from "./from-kysely.js"
export { fromPg, type PgLike, type PgStatement } from "./from-pg.js"
export { fromPglite, type PgliteLike } from "./from-pglite.js"
export { fromPostgres, type PostgresLike } from "./from-postgres.js"
export { type MigrateOptions, type MigrateResult, migrate } from "./migrate.js"
export { type MigrationPlan, migrationPlan } from "./migrations/migration-plan.js"
export {
  type AppliedMigration,
  type MigrationStatus,
  migrationStatus,
  type PendingMigration,
} from "./migrations/migration-status.js"
export { postgresMailBudget } from "./postgres-mail-budget.js"
export { type PostgresOptions, postgresStore } from "./postgres-store.js"
export type { SqlClient, SqlResult, SqlRow, SqlValue } from "./sql-client.js"
