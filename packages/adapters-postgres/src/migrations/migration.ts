/** One step of the schema, from the version before it to its own. */
export interface Migration {
  /** As its file is called. */
  readonly name: string
  /** Given the quoted schema, its statements. What has been released never changes: its checksum is compared. */
  readonly sql: (schema: string) => string
  /**
   * The oldest version whose code still works on the schema afterwards, for a migration that takes something away: one
   * that only adds leaves it out. Code of an older version then says so, in place of failing statement by statement.
   */
  readonly worksFrom?: number
}

/** A migration that this release brings along. */
export interface KnownMigration extends Migration {
  /** Its place, beginning with 1. */
  readonly version: number
  /** SHA-256 of its SQL, in hexadecimal. */
  readonly checksum: string
}

/** Numbers the migrations and takes their checksums, which do not depend on the name of the schema. */
export function knowMigrations(migrations: readonly Migration[]): Promise<readonly KnownMigration[]> {
  return Promise.all(
    migrations.map(async (migration, index) => ({
      ...migration,
      version: index + 1,
      checksum: await checksumOf(migration.sql('"muster"')),
    })),
  )
}

async function checksumOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
