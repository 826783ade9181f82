import { explain, type Muster, parseAssurance } from "@muster/sdk"
import type { RequestHandler } from "express"
import { endSession } from "../host/sessions.js"

declare global {
  namespace Express {
    interface Locals {
      verdict: Awaited<ReturnType<Muster["sessions"]["check"]>>
    }
  }
}

/** Before every route that needs a session: forced logout, resets and the drain, from one answer. */
export function checkSession(muster: Muster): RequestHandler {
  return async (req, res, next) => {
    const { accountId, userId, signedInAt = 0, support } = req.session
    if (accountId === undefined || userId === undefined) {
      res.status(401).json({ kind: "not-signed-in" })
      return
    }
    // Sessions that began before Muster was installed are taken in as what they are: a password.
    req.session.assurance ??= muster.sessions.adopt({ accountId, userId, signedInAt })
    const assurance = parseAssurance(req.session.assurance)
    const verdict = await muster.sessions.check({ assurance, activity: support })
    if (verdict.kind === "logout") {
      await endSession(req)
      res.status(401).json({ kind: "logout", ...explain(verdict) })
      return
    }
    const { cookie } = req.session
    if (verdict.mustEndBy !== null && (cookie.expires?.getTime() ?? Number.POSITIVE_INFINITY) > verdict.mustEndBy) {
      cookie.expires = new Date(verdict.mustEndBy)
    }
    res.locals.verdict = verdict
    next()
  }
}
