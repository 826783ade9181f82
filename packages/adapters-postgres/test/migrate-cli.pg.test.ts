import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type {} from "@muster-tools/local-postgres/vitest"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest"
import { runCommand } from "../src/cli/run-command.js"
import { migrations } from "../src/migrations/index.js"
import { schemaAt } from "./formats/open-written.js"
import { type OpenSchema, openSchema } from "./open-schema.js"

const newest = migrations.length
const here = fileURLToPath(new URL("..", import.meta.url))
const env = { DATABASE_URL: inject("postgresUrl") }

let open: OpenSchema
let schema: string
beforeAll(async () => {
  open = await openSchema()
})
beforeEach(async () => {
  schema = await schemaAt(open.pool, 2)
})
afterEach(() => open.pool.query(`drop schema ${schema} cascade`))
afterAll(() => open.close())

interface Surroundings {
  readonly env?: Record<string, string | undefined>
  readonly folder?: string
}

/** Runs the command as the bin does, in this process. */
async function run(line: string, surroundings: Surroundings = {}) {
  const [printed, complained]: [string[], string[]] = [[], []]
  const code = await runCommand({
    args: line.split(" ").filter((arg) => arg !== ""),
    env,
    folder: here,
    ...surroundings,
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
  })
  return { code, printed: printed.join(""), complained: complained.join("") }
}

describe("a password", () => {
  const secret = "hunter2-hunter2"
  const url = Object.assign(new URL(inject("postgresUrl")), { username: "nobody", password: secret }).href

  test.each([
    ["given as an argument", `status ${url}`, {}],
    ["given as an option", `status --database-url=${url}`, {}],
    ["given as a command", url, {}],
    ["given as the schema", `status --schema ${secret}`, {}],
    ["that is wrong", "status", { DATABASE_URL: url }],
    ["for a server that is not there", "status", { DATABASE_URL: `postgres://ann:${secret}@127.0.0.1:1/muster` }],
    ["for a host that is not there", "status", { DATABASE_URL: `postgres://ann:${secret}@nowhere.invalid/muster` }],
    ["in what is no connection string", "status", { DATABASE_URL: `postgres://ann:${secret}@[host/muster` }],
  ])("%s is in no output", async (_what, line, database) => {
    const { code, printed, complained } = await run(line, { env: { ...env, ...database } })
    expect(code).toBeGreaterThan(0)
    expect(printed).toBe("")
    expect(complained).toMatch(/^muster-postgres: [A-Z].*\n$/)
    expect(complained).not.toContain(secret)
  })
})

test.each(["", "deploy", "migrate now", "--schema", "status --force", "status --schema Muster"])(
  "%j is called in a wrong way: 2",
  async (line) => {
    expect(await run(line)).toMatchObject({ code: 2, printed: "" })
  },
)

test("without DATABASE_URL it asks for it: 2", async () => {
  const { code, complained } = await run("migrate", { env: {} })
  expect(code).toBe(2)
  expect(complained).toContain("Set DATABASE_URL")
})

test("in a project without pg it says what to install: 2", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-empty-"))
  writeFileSync(join(folder, "package.json"), "{}")
  const { code, complained } = await run("migrate", { folder })
  rmSync(folder, { recursive: true })
  expect(code).toBe(2)
  expect(complained).toContain("npm install pg")
})

test("a server that is not there is named by the system's code: 1", async () => {
  const { code, complained } = await run("status", { env: { DATABASE_URL: "postgres://127.0.0.1:1/muster" } })
  expect({ code, complained }).toEqual({
    code: 1,
    complained: "muster-postgres: Postgres cannot be reached. (ECONNREFUSED)\n",
  })
})

test("status tells what is pending: 3; and what has run: 0", async () => {
  const before = await run(`status --schema ${schema}`)
  expect(before.code).toBe(3)
  expect(before.printed).toMatch(/ 2 {2}0002-mail-and-events +\d{4}-.*\n +3 {2}0003-mail-budgets +pending\n/)
  await run(`migrate --schema ${schema}`)
  const after = await run(`status --schema ${schema}`)
  expect(after.code).toBe(0)
  expect(after.printed).toContain(`version ${newest}, this release makes ${newest}: up to date`)
})

test("a dry run says what it would do and does nothing; migrate does it: 0", async () => {
  const dryRun = await run(`migrate --dry-run --schema ${schema}`)
  expect(dryRun).toMatchObject({
    code: 0,
    printed: expect.stringContaining("version 2, what is pending would succeed"),
  })
  expect((await run(`status --schema ${schema}`)).code).toBe(3)
  const { code, printed } = await run(`migrate --schema ${schema}`)
  expect({ code, printed }).toEqual({ code: 0, printed: `schema ${schema}: version ${newest}, migrated\n` })
  expect((await run(`migrate --schema ${schema}`)).printed).toContain("up to date")
})

test("plan prints SQL that migrates, and a comment when there is nothing to do: 0", async () => {
  const { code, printed } = await run(`plan --schema ${schema}`)
  expect(code).toBe(0)
  await open.pool.query(printed)
  expect((await run(`status --schema ${schema}`)).code).toBe(0)
  expect((await run(`plan --schema ${schema}`)).printed).toMatch(/^-- [^\n]*up to date\n$/)
})

test("a schema that this release cannot use is left as it is: 4", async () => {
  await open.pool.query(`update ${schema}.migrations set checksum = 'other' where version = 1`)
  for (const command of ["status", "plan", "migrate", "migrate --dry-run"]) {
    expect((await run(`${command} --schema ${schema}`)).code).toBe(4)
  }
})

test("started as a program it exits with the code, and --help tells them all", async () => {
  const bin = fileURLToPath(new URL("../src/cli/bin.ts", import.meta.url))
  const start = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["--conditions=@muster/source", "--import=tsx", bin, ...args], {
      cwd: here,
      env: { ...process.env, ...env },
    })
  const { stdout } = await start("--help")
  for (const code of [0, 1, 2, 3, 4]) expect(stdout).toMatch(new RegExp(`^  ${code} {3}\\S`, "m"))
  await expect(start("status", "--schema", schema)).rejects.toMatchObject({ code: 3 })
})
