/**
 * A throwaway Postgres server for tests and examples, without a system package.
 *
 * @module
 */
export { type LocalPostgres, startPostgres } from "./start-postgres.js"
