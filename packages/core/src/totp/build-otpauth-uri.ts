import { MusterError } from "../errors.js"
import { isOtpauthName, MOST_NAME_CHARACTERS } from "./otpauth-name.js"
import { resolveTotpParameters, TOTP_DEFAULTS, type TotpParameters } from "./parameters.js"
import { assertSecret } from "./secret.js"
import { formatSetupKey } from "./setup-key.js"

/** Input of {@link buildOtpauthUri}. */
export interface OtpauthUriInput {
  /** The service, as the app is to show it: 1 to 256 characters. */
  readonly issuer: string
  /** The user within the service, as the app is to show it, such as an address: 1 to 256 characters. */
  readonly label: string
  /** The shared secret, 10 to 64 bytes. */
  readonly secret: Uint8Array
  /** What differs from {@link TOTP_DEFAULTS}. */
  readonly parameters?: Partial<TotpParameters> | undefined
}

/**
 * Builds the `otpauth://` URI that an authenticator app reads from a QR code or a link. It contains the secret: show it
 * to the user, and never log it or send it anywhere.
 *
 * The issuer stands both before the label and in its own parameter, since older apps read the one and newer apps the
 * other. Parameters at their defaults are left out, which keeps the QR code coarse enough for a bad camera.
 *
 * @throws ERR_INVALID_INPUT with `field` for an issuer or label that is empty, too long, begins or ends with white
 * space, or contains ":", control or bidirectional characters; and for a bad secret. ERR_CONFIGURATION for bad
 * parameters.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function buildOtpauthUri(input: OtpauthUriInput): string {
  const { digits, periodSeconds, algorithm } = resolveTotpParameters(input.parameters)
  assertSecret(input.secret)
  const issuer = encodedName(input.issuer, "issuer")
  const label = encodedName(input.label, "label")

  const query = [`secret=${formatSetupKey(input.secret).bare}`, `issuer=${issuer}`]
  if (algorithm !== TOTP_DEFAULTS.algorithm) query.push(`algorithm=${algorithm.replace("-", "")}`)
  if (digits !== TOTP_DEFAULTS.digits) query.push(`digits=${digits}`)
  if (periodSeconds !== TOTP_DEFAULTS.periodSeconds) query.push(`period=${periodSeconds}`)
  return `otpauth://totp/${issuer}:${label}?${query.join("&")}`
}

function encodedName(name: string, field: "issuer" | "label"): string {
  if (typeof name === "string" && isOtpauthName(name)) return encodeURIComponent(name)
  throw new MusterError(
    "ERR_INVALID_INPUT",
    `The ${field} must have 1 to ${MOST_NAME_CHARACTERS} characters, no ":" and no control characters.`,
    { field },
  )
}
