/**
 * A throwaway Postgres server for tests and examples, without a system package.
 *
 * @module
 */
export { type LocalPostgres, type StartOptions, startPostgres } from "./start-postgres.js"
