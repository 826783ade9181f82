import { createHandler, type Handler, type HttpHost } from "@muster/http"
import type { Muster } from "@muster/sdk"

export function openHandler(muster: Muster, host: HttpHost): Handler {
  return createHandler({
    muster,
    host,
    // Where a proxy changes the host that was asked for, your own origin; and every other one that may ask.
    trustedOrigins: ["https://acme.example", "https://app.acme.example"],
    onError: (error) => console.error(error),
  })
}
