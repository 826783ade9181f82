/**
 * The clock of the database in epoch milliseconds, read when the row is returned, after any wait for a lock. It is only
 * reported: no statement decides by it.
 */
export const databaseTime = "(extract(epoch from clock_timestamp()) * 1000)::bigint as database_time"
