/**
 * What jobs look for by age, in the order in which it is looked for. A statement that is to take some of many rows takes the oldest
 * of an index, and never reads the others.
 *
 * `nulls first` keeps lists of events, which are in another order, from taking that index: they would walk over the events of all
 * accounts until they had found enough of their own.
 *
 * `events_at` is of no more use: where rows have been deleted, new ones take their place, and each part of the table then holds
 * old ones as far as that index knows. It goes with a later release, since older code is better off with it.
 */
export function rowsByAge(schema: string): string {
  return `
    -- Each holds up whoever writes its table, sign-ins too, until the end of the migration; so the longest comes first, and those
    -- that were made beforehand, concurrently, are taken as they are.
    create index if not exists events_by_age on ${schema}.events (at nulls first);
    create index if not exists mail_useless_from on ${schema}.mail (least(due_at, expires_at)) where dead;
    create index if not exists mail_buried_from on ${schema}.mail (greatest(available_at, expires_at))
      where not dead and expires_at is not null;
  `
}
