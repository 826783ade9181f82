import type { Handler } from "@muster/http"
import { toNodeHandler } from "@muster/http/node"
import type { Express } from "express"

/** Mounts the handler, before or after `express.json()`. */
export function mountOnExpress(app: Express, handler: Handler): void {
  app.use("/muster", toNodeHandler(handler))
}
