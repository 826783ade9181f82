const run = Date.now().toString(36)
let count = 0

/** An id that no other test uses, in this run of the kit or in an earlier one on the same database. */
export function uniqueId(prefix: string): string {
  count += 1
  return `${prefix}-${run}-${count}`
}
