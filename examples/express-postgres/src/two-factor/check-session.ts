import { explain, type Muster } from "@muster/sdk"
import type { RequestHandler } from "express"
import { endSession } from "../host/sessions.js"
import { assuranceOf } from "./assurance.js"

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
    // What a session was shown is not to be had from a browser's cache after it has ended.
    res.set("Cache-Control", "no-store")
    if (req.session.userId === undefined) {
      res.status(401).json({ kind: "not-signed-in" })
      return
    }
    const assurance = assuranceOf(muster, req.session)
    const verdict = await muster.sessions.check({ assurance, activity: req.session.support })
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
