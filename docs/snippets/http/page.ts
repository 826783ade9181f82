import { createClient, type MusterClient } from "@muster/http/client"
import type { Credentials } from "./app.js"

/** In a page of your own origin: the session is your cookie, and so is the ticket, which no script sees. */
export function openPage(onPhone: boolean): MusterClient<Credentials, null, "cookie"> {
  return createClient<Credentials, null>({
    baseUrl: "/muster",
    client: { platform: "web", onPhone },
    tickets: "cookie",
  })
}

/** After a reload: the step that the user is on, or `null`, and they begin with the password. */
export async function stepAfterReload(api: MusterClient<Credentials, null, "cookie">) {
  const step = await api.enrollment.current()
  return step.kind === "ticket-rejected" ? null : step
}
