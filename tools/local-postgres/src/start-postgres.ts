import { randomBytes } from "node:crypto"
import { rm } from "node:fs/promises"
import { findBinaries } from "./binaries.js"
import { freePort } from "./free-port.js"
import { becomesReady, startOnLeash } from "./leash.js"
import { makeFolder, writeSecret } from "./server-folder.js"
import { type ServerUser, serverUser } from "./server-user.js"
import type { PostgresMajor } from "./versions.js"

/** A Postgres server to connect to. */
export interface LocalPostgres {
  /** `given` when it is the one that `DATABASE_URL` names. */
  readonly kind: "given" | "started"
  /** A connection string with the password in it. */
  readonly url: string
  /** Ends a started server and deletes what it stored; does nothing to a given one. */
  stop(): Promise<void>
}

interface FailedStart {
  readonly kind: "failed"
  readonly log: string
}

const attempts = 5

/** How to come by a server. */
export interface StartOptions {
  /** Starts a server of its own even where `DATABASE_URL` names one; `false` when left out. */
  readonly ignoreDatabaseUrl?: boolean | undefined
  /** Starts a server of this version, whatever `DATABASE_URL` names; when left out, the version that is a dependency. */
  readonly major?: PostgresMajor | undefined
}

/**
 * Answers the server that `DATABASE_URL` names, else starts an empty one on a free port of 127.0.0.1. A started server
 * ends with our process, however that ends, and leaves nothing behind. It does not keep the process alive.
 */
export async function startPostgres(options: StartOptions = {}): Promise<LocalPostgres> {
  const { major } = options
  const given = options.ignoreDatabaseUrl === true || major !== undefined ? undefined : process.env.DATABASE_URL
  if (given !== undefined && given !== "") return { kind: "given", url: given, stop: async () => {} }

  const user = serverUser()
  for (let attempt = 1; ; attempt++) {
    const launched = await launch(user, major)
    if (launched.kind !== "failed") return launched
    // Somebody else may have taken the port between the system's choosing it and the server's asking for it.
    if (attempt === attempts || !/could not bind/.test(launched.log)) {
      throw new Error(`Postgres did not start.\n${launched.log}`)
    }
  }
}

async function launch(user: ServerUser, major: PostgresMajor | undefined): Promise<LocalPostgres | FailedStart> {
  const folder = await makeFolder(user)
  const password = randomBytes(16).toString("hex")
  try {
    const bin = findBinaries(folder, user, major)
    await writeSecret(folder, "password", password, user)
    const port = await freePort()

    const server = startOnLeash({ folder, bin, port, user })
    const stop = () => {
      server.release()
      return server.ended
    }
    if (await becomesReady(server, folder)) {
      return { kind: "started", url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
    }
    await stop()
    return { kind: "failed", log: server.log() }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}
