/** What tells a key from every other one, by what it is for and by its id. Keys are those of all accounts. */
export function keyChecks(schema: string): string {
  return `
    create table ${schema}.key_checks (
      purpose text collate "C" not null,
      key_id text collate "C" not null,
      value text collate "C" not null,
      primary key (purpose, key_id)
    );
  `
}
