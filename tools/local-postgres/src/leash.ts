import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { Socket } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { ServerUser } from "./server-user.js"

/** What a server is started from. */
export interface Launch {
  /** Holds all that the server writes, and the superuser's password in the file `password`; removed at its end. */
  readonly folder: string
  /** Holds `initdb` and `postgres`. */
  readonly bin: string
  readonly port: number
  readonly user: ServerUser
}

/** A server that ends with our process. */
export interface LeashedServer {
  /** Resolves when neither process nor folder is left. */
  readonly ended: Promise<void>
  /** The last words of `initdb` and of the server. */
  log(): string
  /** Ends the server. */
  release(): void
}

const readyWithinSeconds = 60

/**
 * The shell's standard input is a pipe that our process holds. When it closes, also by SIGKILL, `cat` returns and every
 * process of the group is told to quit at once, `initdb` or the server: the data is to be thrown away. Backends form
 * groups of their own; the server tells them.
 */
const script = `
folder=$1 bin=$2 port=$3
trap '' INT QUIT
exec 2>&1 3<&0
{
  "$bin/initdb" -D "$folder/data" -U postgres -A scram-sha-256 --pwfile="$folder/password" \
    -E UTF8 --locale=C --no-sync --no-instructions &&
  exec "$bin/postgres" -D "$folder/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off
} </dev/null 3<&- &
server=$!
{ cat >/dev/null; kill -QUIT 0; } <&3 >/dev/null &
wait "$server"
rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
`

/** Starts `initdb` and then the server; {@link becomesReady} waits for it. */
export function startOnLeash({ folder, bin, port, user }: Launch): LeashedServer {
  const shell = spawn("sh", ["-c", script, "muster-postgres", folder, bin, String(port)], {
    ...user,
    cwd: "/",
    // A group of its own: the terminal's Ctrl-C is for us, and closes the pipe when it ends us.
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  })
  // A server that nobody stops must not keep our process alive.
  shell.unref()
  for (const stream of [shell.stdin, shell.stdout]) if (stream instanceof Socket) stream.unref()

  let log = ""
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-4000)
  })
  return {
    ended: new Promise((resolve, reject) => {
      shell.once("exit", () => resolve()).once("error", reject)
    }),
    log: () => log,
    release() {
      // Whoever waits for the end has to live to see it.
      shell.ref()
      shell.stdin.end()
    },
  }
}

/** Waits until the server takes connections; `false` when it has ended or takes too long. */
export async function becomesReady(server: LeashedServer, folder: string): Promise<boolean> {
  let ended = false
  const end = () => {
    ended = true
  }
  server.ended.then(end, end)
  const deadline = Date.now() + readyWithinSeconds * 1000
  while (!ended && Date.now() < deadline) {
    // The server's own status file, as pg_ctl reads it: its last line says "ready".
    const status = await readFile(join(folder, "data/postmaster.pid"), "utf8").catch(() => "")
    if (status.trimEnd().endsWith("ready")) return true
    await sleep(20)
  }
  return false
}
