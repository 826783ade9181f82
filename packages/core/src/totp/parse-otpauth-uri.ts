import { isOtpauthName } from "./otpauth-name.js"
import { TOTP_DEFAULTS, type TotpParameters } from "./parameters.js"
import { parseSetupKey } from "./setup-key.js"

/** Answer of {@link parseOtpauthUri}. */
export type ParseOtpauthUriResult =
  | {
      /** The URI describes a factor that Muster can verify. */
      readonly kind: "parsed"
      /** The service; `null` when the URI names none. */
      readonly issuer: string | null
      /** The user within the service. */
      readonly label: string
      /** The shared secret, 10 to 64 bytes. */
      readonly secret: Uint8Array
      /** Digits, period and algorithm, with the defaults filled in. */
      readonly parameters: TotpParameters
    }
  | {
      /** The URI does not. */
      readonly kind: "rejected"
      /**
       * - `malformed`: not a URI of this form, or a parameter occurs twice
       * - `not-totp`: another type, such as `hotp`
       * - `label`: empty, too long, or with characters that {@link buildOtpauthUri} refuses
       * - `issuer`: the same, or the parameter differs from the one before the label
       * - `secret`: missing, not Base32, or not 10 to 64 bytes
       * - `parameters`: digits, period or algorithm that {@link TotpParameters} does not have
       */
      readonly reason: "malformed" | "not-totp" | "label" | "issuer" | "secret" | "parameters"
    }

type Rejection = Extract<ParseOtpauthUriResult, { readonly kind: "rejected" }>["reason"]

/** More than {@link buildOtpauthUri} gives for the longest names in any script. */
const MOST_CHARACTERS = 8_192

const KNOWN = ["secret", "issuer", "algorithm", "digits", "period"] as const
type Query = Partial<Record<(typeof KNOWN)[number], string>>

/**
 * Reads an `otpauth://totp/` URI of any service. Parameters that it does not know are ignored; what it knows is
 * checked.
 *
 * @param uri - whatever arrived, up to 8,192 characters
 * @returns `parsed`, or `rejected` with the reason; never throws
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function parseOtpauthUri(uri: unknown): ParseOtpauthUriResult {
  if (typeof uri !== "string" || uri.length > MOST_CHARACTERS) return rejected("malformed")
  const [, type, path, rest] = /^otpauth:\/\/([a-z]+)\/([^?#]*)\?([^#]*)$/i.exec(uri) ?? []
  if (type === undefined || path === undefined || rest === undefined) return rejected("malformed")
  if (type.toLowerCase() !== "totp") return rejected("not-totp")

  const name = percentDecoded(path)
  const query = parseQuery(rest)
  if (name === undefined || query === undefined) return rejected("malformed")

  // The first colon separates; the label has none, so a second one fails there.
  const colon = name.indexOf(":")
  const prefix = colon < 0 ? undefined : name.slice(0, colon)
  const label = name.slice(colon + 1).trim()
  if (!isOtpauthName(label)) return rejected("label")
  const issuer = query.issuer ?? prefix ?? null
  if (issuer !== null && (!isOtpauthName(issuer) || issuer !== (prefix ?? issuer))) return rejected("issuer")

  const key = parseSetupKey(query.secret)
  if (key.kind === "rejected") return rejected("secret")
  const parameters = parseParameters(query)
  if (parameters === undefined) return rejected("parameters")
  return { kind: "parsed", issuer, label, secret: key.secret, parameters }
}

function rejected(reason: Rejection): ParseOtpauthUriResult {
  return { kind: "rejected", reason }
}

/**
 * `undefined` for broken encoding and for a known parameter that occurs twice: apps would disagree on which one counts.
 */
function parseQuery(text: string): Query | undefined {
  const query: Query = {}
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=")
    const name = KNOWN.find((known) => known === pair.slice(0, equals).toLowerCase())
    if (name === undefined) continue
    // Some services encode as forms do, with "+" for a space; a real "+" arrives as %2B.
    const value = percentDecoded(pair.slice(equals + 1).replaceAll("+", " "))
    if (value === undefined || query[name] !== undefined) return undefined
    query[name] = value
  }
  return query
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const DIGITS = new Map<string, TotpParameters["digits"]>([
  ["6", 6],
  ["7", 7],
  ["8", 8],
  ["9", 9],
])
const PERIODS = new Map<string, TotpParameters["periodSeconds"]>([
  ["30", 30],
  ["60", 60],
])
const ALGORITHMS = new Map<string, TotpParameters["algorithm"]>([
  ["SHA1", "SHA-1"],
  ["SHA256", "SHA-256"],
  ["SHA512", "SHA-512"],
])

function parseParameters(query: Query): TotpParameters | undefined {
  const digits = query.digits === undefined ? TOTP_DEFAULTS.digits : DIGITS.get(query.digits)
  const periodSeconds = query.period === undefined ? TOTP_DEFAULTS.periodSeconds : PERIODS.get(query.period)
  const algorithm =
    query.algorithm === undefined
      ? TOTP_DEFAULTS.algorithm
      : ALGORITHMS.get(query.algorithm.toUpperCase().replace("-", ""))
  if (digits === undefined || periodSeconds === undefined || algorithm === undefined) return undefined
  return { digits, periodSeconds, algorithm }
}
