import { randomUUID } from "node:crypto"
import { isMusterError } from "@muster/core"
import { createHandler, type HandlerOptions } from "@muster/http"
import { toNodeHandler } from "@muster/http/node"
import type { Muster } from "@muster/sdk"
import express, { type ErrorRequestHandler, type Express } from "express"
import type { Pool } from "pg"
import { sameOrigin } from "./host/same-origin.js"
import { endSession, sessions } from "./host/sessions.js"
import { adminRoutes } from "./two-factor/admin-routes.js"
import { checkSession } from "./two-factor/check-session.js"
import { httpHost } from "./two-factor/http-host.js"

export interface AppOptions extends Pick<HandlerOptions, "clock"> {
  readonly pool: Pool
  readonly muster: Muster
  readonly sessionSecret: string
  /** Where failures are told. */
  readonly log: (error: unknown) => void
}

/** The app, with the four places at which Muster was added. */
export function createApp({ pool, muster, sessionSecret, log, clock }: AppOptions): Express {
  const app = express().disable("x-powered-by")
  app.use(sessions(pool, sessionSecret))

  // 1. Signing in and enrolling, in place of the app's old POST /login.
  const handler = createHandler({ muster, host: httpHost(muster, pool), onError: log, clock })
  app.use("/muster", toNodeHandler(handler))

  app.use(sameOrigin, express.json())
  app.post("/logout", async (req, res) => {
    await endSession(req)
    res.sendStatus(204)
  })

  // 2. Every request of a session.
  app.use(checkSession(muster))
  app.get("/me", (req, res) => {
    const { kind, capabilities } = res.locals.verdict
    res.json({ userId: req.session.userId, accountId: req.session.accountId, session: kind, capabilities })
  })

  // 3. What needs more than a session: Muster says what this one may do.
  app.post("/support-sessions", (req, res) => {
    if (!res.locals.verdict.capabilities.hostSession) {
      res.status(403).json({ kind: "two-factor-needed" })
      return
    }
    // Written by the server, so that a forced logout lets it finish and nothing else.
    req.session.support = { id: randomUUID(), startedAt: clock?.now() ?? Date.now() }
    res.status(201).json(req.session.support)
  })

  // 4. The admin's switch.
  app.use("/admin", adminRoutes(muster, pool))

  app.use((_req, res) => {
    res.status(404).json({ kind: "not-found" })
  })
  app.use(failures(log))
  return app
}

/** Says nothing of what went wrong. A store that is down is no logout: the session goes on when it is back. */
function failures(log: AppOptions["log"]): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const isClients = error.status >= 400 && error.status < 500
    if (!isClients) log(error)
    const passes = isMusterError(error, "ERR_STORE_UNAVAILABLE") || isMusterError(error, "ERR_STORE_CONFLICT")
    if (passes) res.set("Retry-After", "5")
    const status = isClients ? error.status : passes ? 503 : 500
    res.status(status).json({ kind: isClients ? "invalid-request" : "failed" })
  }
}
