import { MusterError } from "../errors.js"
import { type Clock, systemClock } from "../time.js"
import { generateTotp } from "../totp/generate.js"
import { parseOtpauthUri } from "../totp/parse-otpauth-uri.js"

/** An authenticator app that has been given one key. */
export interface Authenticator {
  /** Returns the code that the app shows now. */
  code(): string
  /**
   * Returns the code one step ahead, which a server with the usual tolerance accepts already. Confirming an enrollment
   * uses up the present code; this one saves a test the wait for the next.
   */
  nextCode(): string
}

/**
 * Makes an authenticator app for tests and demos from the URI that a user would scan.
 *
 * @param clock - the phone's clock; defaults to that of this machine
 * @throws ERR_INVALID_INPUT for a URI that cannot be read.
 */
export function authenticator(otpauthUri: string, clock: Clock = systemClock): Authenticator {
  const parsed = parseOtpauthUri(otpauthUri)
  if (parsed.kind === "rejected") {
    throw new MusterError("ERR_INVALID_INPUT", `The otpauth URI cannot be read: ${parsed.reason}.`, {
      field: "otpauthUri",
    })
  }
  const { secret, parameters } = parsed
  return {
    code: () => generateTotp({ secret, parameters, at: clock.now() }),
    nextCode: () => generateTotp({ secret, parameters, at: clock.now() + parameters.periodSeconds * 1000 }),
  }
}
