import { MusterError } from "@muster/core"
import type { AdminActor, AdminCall, HttpHost } from "./host.js"

/**
 * Asks the host who the admin is. Whatever it has looked at, an assurance of another account is none here: for calls
 * that change something Muster says so too, for those that only read nobody else does.
 *
 * @throws ERR_CONFIGURATION where the host answers with what is no session, such as `true` or a program
 */
export async function authorizeAdmin(
  { host, request }: { readonly host: HttpHost; readonly request: Request },
  call: AdminCall,
): Promise<AdminActor | null> {
  const actor: unknown = (await host.authorizeAdmin?.(request, call)) ?? null
  if (actor === null) return null
  const assurance = (actor as Partial<AdminActor>).assurance ?? null
  if (assurance === null || typeof assurance !== "object") {
    const field = "host.authorizeAdmin"
    throw new MusterError("ERR_CONFIGURATION", `${field}: neither null nor an assurance`, { field })
  }
  return assurance.accountId === call.accountId ? { assurance } : null
}
