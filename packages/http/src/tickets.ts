import type { Instant } from "@muster/core"
import { parseBody } from "./bodies/parse-body.js"
import { ticketInBody } from "./bodies/sign-in.js"

/** How the client of a request wants its ticket: in the JSON, or where no script of a page can read it. */
export type TicketTravel = "json" | "cookie"

/**
 * `__Host-`: a browser keeps it only over TLS (or on localhost), for the whole host, and takes it from no subdomain.
 */
const name = "__Host-muster-ticket"
/** Strict: only pages of the same site ask for the next step, and no link leads into the middle of one. */
const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"

/** Reads what the request says; `undefined`: a word that means nothing here. */
export function ticketTravel(request: Request): TicketTravel | undefined {
  const word = request.headers.get("muster-ticket")
  if (word === null) return "json"
  return word === "cookie" ? "cookie" : undefined
}

/**
 * The ticket of a request. Never looked for in both places: a cookie comes along by itself, so it counts only for a
 * request that asks for it. A missing cookie is an empty ticket, which Muster rejects as it rejects any other.
 */
export function readTicket(
  request: Request,
  travel: TicketTravel,
  body: unknown,
): { readonly kind: "read"; readonly ticket: string } | { readonly kind: "invalid"; readonly field: string } {
  if (travel === "cookie") return { kind: "read", ticket: cookieOf(request) ?? "" }
  const parsed = parseBody(ticketInBody, body)
  return parsed.kind === "parsed" ? { kind: "read", ticket: parsed.body.ticket } : parsed
}

/** Lasts as long as the ticket and no longer. */
export function ticketCookie(ticket: string, expiresAt: Instant, now: Instant): string {
  return `${name}=${ticket}; Max-Age=${Math.max(0, Math.floor((expiresAt - now) / 1000))}; ${attributes}`
}

/** Takes the ticket away again. */
export const noTicketCookie: string = `${name}=; Max-Age=0; ${attributes}`

/** As long as Muster answers a named try again. */
const repeatSeconds = 60

/**
 * The ticket of a request that it has won with. It wins nothing more, and the answer may be lost on its way: for a minute the
 * same try can be asked for again, and then it is taken away.
 */
export function spentTicketCookie(request: Request): string {
  return `${name}=${cookieOf(request) ?? ""}; Max-Age=${repeatSeconds}; ${attributes}`
}

function cookieOf(request: Request): string | undefined {
  const pairs = request.headers.get("cookie")?.split(";") ?? []
  return pairs
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
