/**
 * A throwaway Postgres server for tests and examples, without a system package.
 *
 * @module
 */

export { type PgBouncer, startPgBouncer } from "./start-pgbouncer.js"
export { type LocalPostgres, type StartOptions, startPostgres } from "./start-postgres.js"
export { type PostgresMajor, postgresMajors } from "./versions.js"
