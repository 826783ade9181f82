import type { Handler } from "@muster/http"
import type { Hono } from "hono"
import { cors } from "hono/cors"
import { mountOnHono } from "./hono.js"

/** For pages of another origin, which `trustedOrigins` names too. Their client asks with `credentials: "include"`. */
export function mountForOtherOrigin(app: Hono, handler: Handler): void {
  app.use(
    "/muster/*",
    cors({
      origin: "https://app.acme.example",
      credentials: true,
      allowMethods: ["POST"],
      allowHeaders: ["Content-Type", "Muster-Ticket"],
      exposeHeaders: ["Retry-After"],
    }),
  )
  mountOnHono(app, handler)
}
