import { fromBase64url, fromUtf8, toBase64url, utf8 } from "../bytes.js"
import { MusterError } from "../errors.js"
import type { KeyProvider } from "../keys/key-provider.js"
import { type RandomSource, systemRandom } from "../random.js"
import { openEnvelope, type SealContext, sealEnvelope } from "./envelope.js"

/** Makes tickets that only the holder of the keys can read or make, without storing them. */
export interface TicketSeal {
  /**
   * Seals claims, which must be JSON values, into text for URLs, cookies and JSON.
   *
   * @throws ERR_INVALID_INPUT for claims that are not JSON or too long, ERR_KEY_UNAVAILABLE when the key provider
   * fails.
   */
  seal(claims: object): Promise<string>
  /**
   * Opens a ticket, whatever arrived. Checks neither expiry nor use; the caller must, from the claims.
   *
   * @returns the claims as parsed JSON, or `undefined` for anything that is not a ticket of these keys
   * @throws ERR_KEY_UNAVAILABLE when the key provider fails; an outage is not the fault of the ticket.
   */
  open(ticket: unknown): Promise<unknown | undefined>
}

/** What {@link createTicketSeal} works with. */
export interface TicketSealOptions {
  /** Where the keys come from. */
  readonly keys: KeyProvider
  /** Defaults to the platform's secure generator. */
  readonly random?: RandomSource | undefined
}

/**
 * Leaves 96 of the 4,096 bytes that browsers keep of a cookie (RFC 6265 §6.1) for its name and attributes: they drop a
 * larger one and say nothing. Bounds the work for what is no ticket too.
 */
const MOST_CHARACTERS = 4_000

/** The version of the ticket's form. */
const PREFIX = "mt1."

/** All tickets have one context; what tells them apart is in the claims, which are sealed too. */
const CONTEXT: SealContext = {
  purpose: "ticket",
  accountId: "",
  userId: "",
  record: "ticket",
  generation: 0,
  parameters: "",
}

/**
 * Creates a ticket seal: JSON in AES-256-GCM under the `ticket` key, as URL-safe text of at most 4,000 characters,
 * which fits into a cookie with its name and attributes. Nobody without the key can read, alter or make a ticket.
 */
export function createTicketSeal({ keys, random = systemRandom }: TicketSealOptions): TicketSeal {
  const tools = { keys, random }
  return {
    async seal(claims) {
      const sealed = await sealEnvelope(tools, utf8(toJson(claims)), CONTEXT)
      const ticket = PREFIX + toBase64url(sealed)
      if (ticket.length <= MOST_CHARACTERS) return ticket
      throw new MusterError("ERR_INVALID_INPUT", "The claims do not fit into a ticket.", { field: "claims" })
    },
    async open(ticket) {
      const sealed = decodeTicket(ticket)
      if (sealed === undefined) return undefined
      const result = await openEnvelope(tools, sealed, CONTEXT)
      return result.kind === "opened" ? fromJson(result.plaintext) : undefined
    },
  }
}

/**
 * `undefined` for what cannot be a ticket. Strict, so that a ticket has one spelling and a list of spent ones can hold
 * it.
 */
function decodeTicket(ticket: unknown): Uint8Array | undefined {
  if (typeof ticket !== "string" || ticket.length > MOST_CHARACTERS || !ticket.startsWith(PREFIX)) return undefined
  try {
    return fromBase64url(ticket.slice(PREFIX.length))
  } catch {
    return undefined
  }
}

/** The cause is left out: its message may quote the claims. */
function toJson(claims: object): string {
  try {
    const json: string | undefined = JSON.stringify(claims)
    if (json !== undefined) return json
  } catch {
    // Falls through to the error for both.
  }
  throw new MusterError("ERR_INVALID_INPUT", "The claims must be JSON values.", { field: "claims" })
}

/**
 * `undefined` for what {@link toJson} did not write, such as a record that a secret box sealed for the same context.
 */
function fromJson(bytes: Uint8Array): unknown | undefined {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return undefined
  }
}
