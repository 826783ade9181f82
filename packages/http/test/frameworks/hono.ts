import type { Handler } from "@muster/http"
import type { Hono } from "hono"
import { cloneRawRequest } from "hono/request"

/** Mounts the handler. A body that middleware has read is Hono's to give again. */
export function mountOnHono(app: Hono, handler: Handler): void {
  app.all("/muster/*", async ({ req }) => handler(req.raw.bodyUsed ? await cloneRawRequest(req) : req.raw))
}
