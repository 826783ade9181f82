import { spawn, spawnSync } from "node:child_process"
import { rm } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort } from "./free-port.js"
import { makeFolder, writeSecret } from "./server-folder.js"
import { serverUser } from "./server-user.js"

/** A PgBouncer in front of a server, in transaction mode. */
export interface PgBouncer {
  /** A connection string of the same database, through it. */
  readonly url: string
  /** Ends it and deletes its folder. */
  stop(): Promise<void>
}

const readyWithinSeconds = 10

/**
 * Starts the system's PgBouncer in front of a server, with fewer connections than callers, so that each transaction may meet
 * another backend.
 *
 * @returns `null` where none is installed
 */
export async function startPgBouncer(serverUrl: string): Promise<PgBouncer | null> {
  if (spawnSync("pgbouncer", ["--version"], { stdio: "ignore" }).status !== 0) return null
  const user = serverUser()
  const folder = await makeFolder(user)
  const port = await freePort()
  const { hostname, port: serverPort, username, password, pathname } = new URL(serverUrl)
  const database = pathname.slice(1)
  const settings = [
    "[databases]",
    `${database} = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    "default_pool_size = 8",
    "max_client_conn = 500",
  ]
  await writeSecret(folder, "pgbouncer.ini", `${settings.join("\n")}\n`, user)
  const bouncer = spawn("pgbouncer", ["-q", join(folder, "pgbouncer.ini")], { ...user, cwd: "/", stdio: "ignore" })
  const ended = new Promise<void>((resolve) => {
    bouncer.once("exit", () => resolve()).once("error", () => resolve())
  })
  const stop = async () => {
    bouncer.kill("SIGINT")
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  if (await takesConnections(port)) return { url: `postgres://any:any@127.0.0.1:${port}/${database}`, stop }
  await stop()
  throw new Error("PgBouncer did not start.")
}

async function takesConnections(port: number): Promise<boolean> {
  const deadline = Date.now() + readyWithinSeconds * 1000
  while (Date.now() < deadline) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1")
        .once("connect", () => {
          socket.destroy()
          resolve(true)
        })
        .once("error", () => resolve(false))
    })
    if (isOpen) return true
    await sleep(50)
  }
  return false
}
