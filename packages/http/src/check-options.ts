import { MusterError } from "@muster/core"
import type { HandlerOptions } from "./create-handler.js"

/**
 * Refuses options that could not work, before the first request meets them.
 *
 * @throws ERR_CONFIGURATION with the option at fault
 */
export function checkOptions({ muster, host, basePath = "", trustedOrigins = [] }: HandlerOptions): void {
  if (typeof muster?.signIn?.begin !== "function") throw fault("muster", "not what createMuster makes")
  for (const name of ["verifyPrimary", "signedIn", "authenticate"] as const) {
    if (typeof host?.[name] !== "function") throw fault(`host.${name}`, "not a function")
  }
  for (const name of ["authorizeAdmin", "transaction"] as const) {
    if (host[name] !== undefined && typeof host[name] !== "function") throw fault(`host.${name}`, "not a function")
  }
  checkBasePath(basePath)
  for (const [index, origin] of trustedOrigins.entries()) {
    const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin
    if (!isOrigin) throw fault(`trustedOrigins.${index}`, "not an origin such as https://app.acme.example")
  }
}

/** Refuses a path that no request could have. */
export function checkBasePath(basePath: string): void {
  if (!/^(\/[\w~.-]+)*$/.test(basePath)) throw fault("basePath", "not empty, and not a path such as /muster")
}

function fault(field: string, what: string): MusterError {
  return new MusterError("ERR_CONFIGURATION", `${field}: ${what}`, { field })
}
