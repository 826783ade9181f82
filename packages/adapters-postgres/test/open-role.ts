import pg from "pg"
import { inject } from "vitest"

/** A role that may sign in and owns nothing, with a client of its own. */
export interface OpenRole {
  readonly name: string
  readonly client: pg.Pool
  /** Ends the client and drops the role, with all that it owns. */
  close(): Promise<void>
}

export async function openRole(admin: pg.Pool): Promise<OpenRole> {
  const name = `role_${crypto.randomUUID().replaceAll("-", "")}`
  await admin.query(`create role ${name} login password 'secret'`)
  const url = Object.assign(new URL(inject("postgresUrl")), { username: name, password: "secret" })
  const client = new pg.Pool({ connectionString: url.href }).on("error", () => {})
  return {
    name,
    client,
    async close() {
      await client.end()
      await admin.query(`drop owned by ${name} cascade; drop role ${name}`)
    },
  }
}
