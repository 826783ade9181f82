import type { MigrateResult } from "../migrate.js"
import type { MigrationPlan } from "../migrations/migration-plan.js"
import type { MigrationStatus } from "../migrations/migration-status.js"

/** What each standing means to whoever runs the command. */
const standings: Record<MigrationStatus["kind"], string> = {
  "up-to-date": "up to date",
  behind: "migrations are pending",
  newer: "migrated by a newer release, on which this one still works",
  "too-new": "migrated by a newer release, on which this one no longer works: run a newer one",
  changed: "a migration ran in another form than this release has it",
  denied: "the role may not read its migrations",
}

/** Whatever has run, then whatever is pending, a line each. */
export function statusText(status: MigrationStatus, schema: string): string {
  const { kind, version, releaseVersion, applied, pending, changed, mayMigrate } = status
  const lines = [
    `schema ${schema}: version ${version}, this release makes ${releaseVersion}: ${standings[kind]}`,
    ...applied.map(({ version, name, migratedAt }) =>
      line(version, name ?? "(of a newer release)", changed.includes(version) ? "changed" : instant(migratedAt)),
    ),
    ...pending.map(({ version, name }) => line(version, name, "pending")),
    ...(kind === "behind" && !mayMigrate ? ["The role may not migrate: run migrate as one that owns the schema."] : []),
  ]
  return `${lines.join("\n")}\n`
}

/** The SQL alone, so that the output can be given to another program; what is no SQL is a comment. */
export function planText({ kind, version, migrations, sql }: MigrationPlan, schema: string): string {
  if (sql === null)
    return `-- schema ${schema}: version ${version}, ${standings[kind === "newer" ? kind : "up-to-date"]}\n`
  return [
    `-- schema ${schema}: version ${version}; this runs:`,
    ...migrations.map(({ version, name, checksum }) => `-- ${version} ${name} ${checksum}`),
    `${sql};\n`,
  ].join("\n")
}

export function migrateText({ kind, version }: MigrateResult, schema: string): string {
  const done: Record<MigrateResult["kind"], string> = {
    migrated: "migrated",
    "up-to-date": standings["up-to-date"],
    newer: standings.newer,
    "would-migrate": "what is pending would succeed, and has been undone",
  }
  return `schema ${schema}: version ${version}, ${done[kind]}\n`
}

function line(version: number, name: string, what: string): string {
  return `  ${String(version).padStart(4)}  ${name.padEnd(32)}  ${what}`
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
