/**
 * What went wrong, as a stable code. Messages may change; these do not.
 *
 * - `ERR_INVALID_INPUT`: the caller passed something that the documentation rules out; `field` names it
 * - `ERR_CONFIGURATION`: an option, a key or a collaborator cannot work; `field` names it
 * - `ERR_UNEXPECTED_KIND`: `expectKind` got another kind of answer than the one asked for
 * - `ERR_KEY_UNAVAILABLE`: the key provider failed or does not know the key id
 * - `ERR_RECORD_UNREADABLE`: a sealed record was altered, moved or cut
 * - `ERR_STORE_UNAVAILABLE`: the store cannot be reached, or its clock disagrees
 * - `ERR_STORE_CONFLICT`: the store gave up on a conflict; nothing was written
 * - `ERR_STORE_NOT_MIGRATED`: the store's schema is not the one that this release needs
 */
export type MusterErrorCode =
  | "ERR_INVALID_INPUT"
  | "ERR_CONFIGURATION"
  | "ERR_UNEXPECTED_KIND"
  | "ERR_KEY_UNAVAILABLE"
  | "ERR_RECORD_UNREADABLE"
  | "ERR_STORE_UNAVAILABLE"
  | "ERR_STORE_CONFLICT"
  | "ERR_STORE_NOT_MIGRATED"

/** What a {@link MusterError} says beside its code and message. */
export interface MusterErrorDetails {
  /** The argument or option at fault, as a path such as `keys.2026`. */
  readonly field?: string | undefined
  /** Whether the same call may succeed later; false when left out. */
  readonly retryable?: boolean | undefined
  /** The error that caused this one. */
  readonly cause?: unknown
}

/** Registered, so that a second installed copy of this package has the same symbol. */
const marker = Symbol.for("@muster/core.error")

/**
 * Signals misuse or a failure of the infrastructure. Whatever a person typed is answered with a value instead. The
 * message is written for developers; it never holds a secret, a code, an address or a hash, and is not to be parsed.
 */
export class MusterError extends Error {
  /** The stable code; switch on this. */
  readonly code: MusterErrorCode
  /** The argument or option at fault, where there is one. */
  declare readonly field?: string
  /** Whether the same call may succeed later. */
  readonly retryable: boolean

  /** Creates an error with its stable code, a message for developers and the details that apply. */
  constructor(code: MusterErrorCode, message: string, details: MusterErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = "MusterError"
    this.code = code
    if (details.field !== undefined) this.field = details.field
    this.retryable = details.retryable ?? false
    Object.defineProperty(this, marker, { value: true })
  }
}

/**
 * Tells whether a caught value is a {@link MusterError}, of the given code if one is given.
 * Works across two installed copies of this package, where `instanceof` does not.
 */
export function isMusterError(value: unknown, code?: MusterErrorCode): value is MusterError {
  if (typeof value !== "object" || value === null || !(marker in value)) return false
  return code === undefined || (value as { readonly code?: unknown }).code === code
}
