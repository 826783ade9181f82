/**
 * A lower bound that each instant meets, to stand beside the upper one. It is for plans that are made once for all values: Postgres
 * then takes a third of a table to be older than an instant that it does not know, and reads it from end to end; of what lies
 * between two bounds it expects little, and takes the index.
 */
export function sinceEver(instant: string): string {
  return `${instant} >= ${Number.MIN_SAFE_INTEGER}`
}
