/**
 * Why a call of the client has no answer, as a stable code. Messages may change; these do not.
 *
 * - `ERR_CONFIGURATION`: an option of `createClient` cannot work; `field` names it
 * - `ERR_UNREACHABLE`: the request or its answer was lost on the way
 * - `ERR_TIMEOUT`: there was no whole answer in time
 * - `ERR_SERVER_FAILED`: the server, or a proxy before it, answered that it cannot (5xx)
 * - `ERR_REQUEST_REFUSED`: the server does not take requests such as this; `kind` says why: the program is at fault
 * - `ERR_UNEXPECTED_RESPONSE`: this is no answer of Muster: the page of a proxy, a redirect, an empty body
 * - `ERR_UNKNOWN_KIND`: an answer that this release does not know, of a newer server; `kind` names it
 */
export type MusterClientErrorCode =
  | "ERR_CONFIGURATION"
  | "ERR_UNREACHABLE"
  | "ERR_TIMEOUT"
  | "ERR_SERVER_FAILED"
  | "ERR_REQUEST_REFUSED"
  | "ERR_UNEXPECTED_RESPONSE"
  | "ERR_UNKNOWN_KIND"

/** What a {@link MusterClientError} says beside its code and message. */
export interface MusterClientErrorDetails {
  /** Whether the same call may succeed later; false when left out. */
  readonly retryable?: boolean | undefined
  /** The status of the response, if there was one. */
  readonly status?: number | undefined
  /** The server's word for it. */
  readonly kind?: string | undefined
  /** The option, or the member of the request, that is at fault. */
  readonly field?: string | undefined
  /** How long the server asks to wait. */
  readonly retryAfterSeconds?: number | undefined
  /** The name of the try at a code. */
  readonly attemptId?: string | undefined
  /** The error that caused this one. */
  readonly cause?: unknown
}

/** Registered, so that a second installed copy of this package has the same symbol. */
const marker = Symbol.for("@muster/http.client-error")

/**
 * Signals that a call has no answer. Nothing is known then of what the server did, except after `ERR_REQUEST_REFUSED`:
 * nothing. The message is written for developers; it holds no code, ticket or body.
 */
export class MusterClientError extends Error {
  /** The stable code; switch on this. */
  readonly code: MusterClientErrorCode
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** The status of the response, if there was one. */
  declare readonly status?: number
  /** The server's word for it, such as `unavailable`. */
  declare readonly kind?: string
  /** The option, or the member of the request, that is at fault. */
  declare readonly field?: string
  /** How long the server asks to wait, where it does and CORS lets it be read. */
  declare readonly retryAfterSeconds?: number
  /**
   * The name of a try at a code. Pass it with the same ticket and code within 60 seconds, and a try that was accepted is
   * answered as it was.
   */
  declare readonly attemptId?: string

  /** Creates an error with its stable code, a message for developers and the details that apply. */
  constructor(code: MusterClientErrorCode, message: string, details: MusterClientErrorDetails = {}) {
    const { cause, retryable = false, ...rest } = details
    super(message, cause === undefined ? undefined : { cause })
    this.name = "MusterClientError"
    this.code = code
    this.retryable = retryable
    for (const [name, value] of Object.entries(rest)) {
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: true })
    }
    Object.defineProperty(this, marker, { value: true })
  }
}

/**
 * Tells whether a caught value is a {@link MusterClientError}, of the given code if one is given. Works across two
 * installed copies of this package, where `instanceof` does not.
 *
 * @example
 * ```ts
 * if (isMusterClientError(error, "ERR_UNREACHABLE")) show("No connection. Try again.")
 * ```
 */
export function isMusterClientError(value: unknown, code?: MusterClientErrorCode): value is MusterClientError {
  if (typeof value !== "object" || value === null || !(marker in value)) return false
  return code === undefined || (value as { readonly code?: unknown }).code === code
}
