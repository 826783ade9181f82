import { isMusterError } from "@muster/core"
import type { LoggedError } from "../ports/index.js"

/** What Muster itself names at run time. A field of a call is not among them: it may repeat what a caller wrote. */
const optionsAtFault = ["clock", "directory", "keys"] as const
const className = /^[A-Za-z_$][\w$]{0,59}$/
/** Of Muster and Node, of the operating system, and of SQL: nothing that a code, a key or an address could be. */
const errorCode = /^(?:ERR_[A-Z_]{1,50}|E[A-Z]{2,14}|[0-9A-Z]{5})$/
const place = /(?:\(|^at (?:async )?)([^()]+:\d+:\d+)\)?$/
const mostPlaces = 3

/**
 * Reduces what was thrown to what may be written down. Mailers quote addresses and drivers quote rows, in messages and in causes, so
 * none of that is looked at.
 */
export function loggedError(error: unknown): LoggedError {
  try {
    if (typeof error !== "object" || error === null) return { name: typeof error }
    const code = "code" in error && typeof error.code === "string" && errorCode.test(error.code) ? error.code : null
    const field = isMusterError(error) ? optionsAtFault.find((option) => error.field?.split(".")[0] === option) : null
    const at = placesOf(error)
    return {
      name: nameOf(error),
      ...(code !== null && { code }),
      ...(field != null && { field }),
      ...(at.length > 0 && { at }),
    }
  } catch {
    // Whoever throws an object that throws when it is looked at.
    return { name: "object" }
  }
}

/** In one word, for what counts errors: the code, or else the name. */
export function errorType(error: unknown): string {
  const { code, name } = loggedError(error)
  return code ?? name
}

/** By the class and not by the property, which can hold anything; what the platform throws is all of one class. */
function nameOf(error: object): string {
  const { name } = error.constructor
  if (name === "DOMException" && "name" in error && /^[A-Z][A-Za-z]{1,30}Error$/.test(String(error.name))) {
    return String(error.name)
  }
  return className.test(name) ? name : "object"
}

/**
 * The files and lines of the stack. What stands before them repeats the message, and the names of functions may be keys of an
 * object, so both are left out.
 */
function placesOf(error: object): readonly string[] {
  if (!("stack" in error && "message" in error)) return []
  const { stack, message } = error
  if (typeof stack !== "string" || typeof message !== "string") return []
  const ends = endOfMessage(stack, message)
  // A message that was changed later: where the old one ends is not known.
  if (ends === null || !stack.startsWith("\n    at ", ends)) return []
  const lines = stack.slice(ends).split("\n")
  const places = lines.flatMap((line) => place.exec(line.trim())?.[1] ?? [])
  return places.slice(0, mostPlaces)
}

function endOfMessage(stack: string, message: string): number | null {
  if (message === "") {
    const [name = ""] = stack.split("\n", 1)
    // Some that rewrite stacks leave the colon.
    return className.test(name.replace(/: $/, "")) ? name.length : null
  }
  const begins = stack.indexOf(message)
  return begins === -1 ? null : begins + message.length
}
