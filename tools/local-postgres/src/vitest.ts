import type { TestProject } from "vitest/node"
import { type LocalPostgres, startPostgres } from "./start-postgres.js"

declare module "vitest" {
  export interface ProvidedContext {
    /** A connection string of the server that all tests of the run share; give each test file a schema of its own. */
    postgresUrl: string
  }
}

interface SharedServer {
  readonly server: Promise<LocalPostgres>
  projects: number
}

/** Each project of a run loads this file anew, so what they share hangs on the process. */
const shared = globalThis as { musterPostgres?: SharedServer | undefined }

/** vitest's `globalSetup`: starts one server for the whole run, whatever the number of projects that ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.musterPostgres ??= { server: startPostgres(), projects: 0 }
  const { musterPostgres } = shared
  musterPostgres.projects++
  const server = await musterPostgres.server
  project.provide("postgresUrl", server.url)
  return async () => {
    musterPostgres.projects--
    if (musterPostgres.projects > 0) return
    shared.musterPostgres = undefined
    await server.stop()
  }
}
