import { type Assurance, type Muster, parseAssurance } from "@muster/sdk"
import type { SessionData } from "express-session"

/**
 * Muster's part of a session. One that began before Muster was installed is taken in as what it is: a password.
 */
export function assuranceOf(muster: Muster, session: Partial<SessionData>): Assurance | undefined {
  const { accountId, userId, signedInAt = 0 } = session
  if (accountId === undefined || userId === undefined) return undefined
  session.assurance ??= muster.sessions.adopt({ accountId, userId, signedInAt })
  return parseAssurance(session.assurance)
}
