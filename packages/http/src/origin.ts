/** Whether a page of another origin asks; `unknown`: it is no browser of these years, or says nothing. */
export type AskedFrom = "same-origin" | "cross-origin" | "unknown"

/**
 * Tells from headers that no page can forge where a request comes from. `Sec-Fetch-Site` decides where it is sent; a
 * browser that does not know it sends `Origin`, which is compared with the host that was asked. `same-site` is another
 * origin: one forgotten subdomain must not be enough.
 */
export function askedFrom(request: Request, url: URL, trustedOrigins: ReadonlySet<string>): AskedFrom {
  const origin = request.headers.get("origin")
  if (origin !== null && trustedOrigins.has(origin)) return "same-origin"
  const site = request.headers.get("sec-fetch-site")
  if (site !== null) return site === "same-origin" || site === "none" ? "same-origin" : "cross-origin"
  if (origin === null) return "unknown"
  return hostOf(origin) === url.host ? "same-origin" : "cross-origin"
}

/**
 * Whether the browser of a page keeps a `Secure` cookie: it drops one that came over plain HTTP, and says nothing. Where
 * no page is named it cannot be told.
 */
export function keepsSecureCookies(request: Request): boolean {
  const origin = request.headers.get("origin")
  if (origin === null || !URL.canParse(origin)) return true
  const { protocol, hostname } = new URL(origin)
  return protocol !== "http:" || /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

/** Without the scheme, which a proxy that ends TLS changes. An opaque origin (`null`) has none. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
