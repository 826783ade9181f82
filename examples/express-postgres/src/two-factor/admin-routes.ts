import { explain, type Muster } from "@muster/sdk"
import { Router } from "express"
import type { Pool } from "pg"
import { findUser } from "../host/users.js"
import { assuranceOf } from "./assurance.js"

const timeZone = "Europe/Berlin"

/** The switch. That somebody is an admin is the app's to know; that the session is good enough, Muster says. */
export function adminRoutes(muster: Muster, pool: Pool): Router {
  return Router().post("/two-factor", async (req, res) => {
    const { userId = "", accountId = "" } = req.session
    const assurance = assuranceOf(muster, req.session)
    const user = await findUser(pool, userId)
    if (assurance === undefined || user?.isAdmin !== true) {
      res.status(403).json({ kind: "not-an-admin" })
      return
    }
    // "now", a date such as "2026-12-04", or null: sessions then last until people log out.
    const date: unknown = req.body?.forcedLogout ?? null
    if (date !== null && typeof date !== "string") {
      res.status(400).json({ kind: "invalid-request", field: "forcedLogout" })
      return
    }
    const forcedLogout = date === "now" || date === null ? date : { date, timeZone }
    const result = await muster.accounts.enable({ accountId, actor: { assurance }, forcedLogout })
    if (result.kind === "enabled") res.json({ kind: "enabled", twoFactor: result.status.twoFactor })
    else res.status(409).json({ kind: "refused", reasons: result.reasons.map(explain) })
  })
}
