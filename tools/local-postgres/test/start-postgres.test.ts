import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname } from "node:path"
import { text } from "node:stream/consumers"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { startPostgres } from "../src/index.js"

beforeEach(() => void vi.stubEnv("DATABASE_URL", ""))
afterEach(() => void vi.unstubAllEnvs())

async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ answer: string }>(`select (${sql})::text as answer`)
  await client.end()
  return rows[0]?.answer ?? ""
}

/** The folder that all of a server lies in; its processes carry it in their command lines. */
async function folderOf(url: string): Promise<string> {
  return dirname(await ask(url, "current_setting('data_directory')"))
}

function isGone(folder: string, postmaster: number): boolean {
  return !existsSync(folder) && !isRunning(postmaster) && commandLines().every((line) => !line.includes(folder))
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(`${folder}/data/postmaster.pid`, "utf8").split("\n")[0])
}

function isRunning(pid: number): boolean {
  return existsSync("/proc") ? existsSync(`/proc/${pid}`) : signalReaches(pid)
}

function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Where there is no /proc, the server's own process has to stand for the others. */
function commandLines(): string[] {
  if (!existsSync("/proc")) return []
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8")
      } catch {
        return ""
      }
    })
}

test("a started server answers, and stopping it leaves no process and no folder", async () => {
  const server = await startPostgres()
  expect(server.kind).toBe("started")
  expect(await ask(server.url, "select 1")).toBe("1")
  expect(await ask(server.url, "current_setting('listen_addresses')")).toBe("127.0.0.1")
  const folder = await folderOf(server.url)
  const postmaster = postmasterOf(folder)
  expect(isGone(folder, postmaster)).toBe(false)

  await server.stop()

  expect(isGone(folder, postmaster)).toBe(true)
})

test("servers run beside each other", async () => {
  const servers = await Promise.all([startPostgres(), startPostgres()])
  expect(await Promise.all(servers.map(({ url }) => ask(url, "select 1")))).toEqual(["1", "1"])
  expect(servers[0].url).not.toBe(servers[1].url)
  await Promise.all(servers.map((server) => server.stop()))
})

test("a server ends with the process that started it, also when that is killed", async () => {
  const fixture = fileURLToPath(new URL("fixtures/start-and-wait.ts", import.meta.url))
  const owner = spawn(process.execPath, ["--import", "tsx", fixture], { stdio: ["pipe", "pipe", "inherit"] })
  const [output] = await once(owner.stdout, "data")
  const folder = await folderOf(String(output).trim())
  const postmaster = postmasterOf(folder)

  owner.kill("SIGKILL")

  const deadline = Date.now() + 10_000
  while (!isGone(folder, postmaster) && Date.now() < deadline) await sleep(50)
  expect(isGone(folder, postmaster)).toBe(true)
})

test.each([
  ["stops it ends after it", "await (await startPostgres()).stop()"],
  ["forgets it ends all the same", "await startPostgres()"],
])("a process that starts a server and %s", async (_what, program) => {
  const script = `const { startPostgres } = await import("./src/index.ts"); ${program}; console.log("done")`
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  })
  const output = text(owner.stdout)
  expect(await once(owner, "exit")).toEqual([0, null])
  expect(await output).toBe("done\n")
})

test("DATABASE_URL is used instead of a server of our own", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://somebody@db.example/app")
  const server = await startPostgres()
  expect(server).toMatchObject({ kind: "given", url: "postgres://somebody@db.example/app" })
  await server.stop()
})
