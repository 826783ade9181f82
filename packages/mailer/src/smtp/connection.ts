import { MusterError } from "@muster/core"

/** Where the server is and how it is spoken to. */
export interface SmtpConnection {
  readonly host: string
  readonly port: number
  /** TLS from the first byte. */
  readonly secure: boolean
  /**
   * STARTTLS or no mail: a server, or somebody on the way, that does not offer it gets neither codes nor credentials.
   */
  readonly requireTLS: boolean
  /** Speaks in the clear even if the server offers STARTTLS. */
  readonly ignoreTLS: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
}

/**
 * Reads an `smtp://` or `smtps://` URL. In the clear only to this machine, or where the URL says `?ignoreTLS=true`.
 *
 * @throws MusterError `ERR_CONFIGURATION` with field `url`; neither message nor cause quotes it, since it holds a
 * password.
 */
export function parseSmtpUrl(text: string): SmtpConnection {
  const url = URL.canParse(text) ? new URL(text) : refuse("not a URL")
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:") refuse("neither smtp:// nor smtps://")
  const host = url.hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1")
  if (host === "") refuse("no host")

  const secure = url.protocol === "smtps:"
  const inTheClear = saysIgnoreTls(url)
  if (secure && inTheClear) refuse("smtps:// and ignoreTLS contradict each other")
  const ignoreTLS = inTheClear || (!secure && isThisMachine(host))
  const auth = url.username === "" ? undefined : { user: decode(url.username), pass: decode(url.password) }
  if (auth !== undefined && ignoreTLS && !isThisMachine(host)) refuse("credentials would travel in the clear")

  const port = url.port === "" ? (secure ? 465 : 587) : Number(url.port)
  return { host, port, secure, requireTLS: !secure && !ignoreTLS, ignoreTLS, ...(auth && { auth }) }
}

function saysIgnoreTls(url: URL): boolean {
  for (const [name, value] of url.searchParams) {
    // An option that is silently ignored is worse than none: people believe that they have set it.
    if (name !== "ignoreTLS" || value !== "true") refuse("an unknown query parameter; only ignoreTLS=true is read")
  }
  return url.searchParams.has("ignoreTLS")
}

/** Mail to the loopback interface (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3) passes no network on which to be read. */
function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
}

function decode(component: string): string {
  try {
    return decodeURIComponent(component)
  } catch {
    return refuse("a user name or password with a stray % sign")
  }
}

function refuse(why: string): never {
  throw new MusterError("ERR_CONFIGURATION", `the SMTP url is refused: ${why}`, { field: "url" })
}
