import connectPgSimple from "connect-pg-simple"
import type { Request, RequestHandler } from "express"
import session from "express-session"
import type { Pool } from "pg"

declare module "express-session" {
  interface SessionData {
    accountId: string
    userId: string
    signedInAt: number
    /** Muster's part, as JSON; sessions older than Muster have none. */
    assurance: unknown
    /** The support session that runs in this session. */
    support: { readonly id: string; readonly startedAt: number }
  }
}

/** Sessions as the app had them: a table in its database, and an id in a signed cookie. */
export function sessions(pool: Pool, secret: string): RequestHandler {
  const PgStore = connectPgSimple(session)
  return session({
    name: "sid",
    secret,
    store: new PgStore({ pool }),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: "lax", secure: "auto", maxAge: 8 * 3600 * 1000 },
  })
}

/** Gives the request a session with a new id; the one before is gone. */
export function renewSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())))
}

export function endSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())))
}

/** Ends every session of a user that is stored. */
export async function endSessionsOf(pool: Pool, accountId: string, userId: string): Promise<void> {
  await pool.query("delete from session where sess->>'accountId' = $1 and sess->>'userId' = $2", [accountId, userId])
}
