import type { Muster, SessionEnded } from "@muster/sdk"
import type * as z from "zod"
import type { AdminActor, HostSession, HttpHost, PrimaryPassed } from "../host.js"
import type { AdminAction, Verb } from "./verbs.js"

/** What every call is given. */
export interface CallContext {
  readonly muster: Muster
  readonly host: HttpHost
  readonly request: Request
}

/** An answer that a client switches on. */
export interface Kinded {
  readonly kind: string
}

interface RouteOf<Needs extends string, Given, A extends Kinded> {
  /** What has to come with the body. */
  readonly needs: Needs
  /** The call of Muster that is made. */
  readonly verb: Verb
  /** What the body has to be. */
  readonly body: z.ZodObject
  /** How many bytes the body may have. */
  readonly mostBytes: number
  readonly run: (context: CallContext, body: unknown, given: Given) => Promise<A>
}

/** Somebody whom the host has just checked. */
export type PrimaryRoute<A extends Kinded> = RouteOf<"primary", PrimaryPassed, A>
/** A sign-in or an enrollment that is under way. */
export type TicketRoute<A extends Kinded> = RouteOf<"ticket", string, A>
/** Somebody who is signed in. */
export type SessionRoute<A extends Kinded> = RouteOf<"session", HostSession, A>
/** Whoever asks, signed in or not. */
export type OpenRoute<A extends Kinded> = RouteOf<"nothing", HostSession | null, A>
/** An admin of the account that the body names. */
export type AdminRoute<A extends Kinded> = RouteOf<"admin", AdminActor, A> & { readonly verb: AdminAction }

/** What a path leads to. */
export type Route<A extends Kinded = Kinded> =
  | PrimaryRoute<A>
  | TicketRoute<A>
  | SessionRoute<A>
  | OpenRoute<A>
  | AdminRoute<A>

const kilobyte = 1024
/** Enough for whatever a person types, and for a response of a passkey. */
const fewBytes = 16 * kilobyte
/** Enough for the cursor of a list and the stages of a roll-out. */
const someBytes = 64 * kilobyte
/** A thousand device groups, or a remediation of some thousand changes. */
export const manyBytes: number = 1024 * kilobyte

/** Checks that a body's schema and its use belong together, and then forgets what it is. */
export function withPrimary<T extends z.ZodObject, A extends Kinded>(
  verb: Verb,
  body: T,
  run: (context: CallContext, body: z.output<T>, passed: PrimaryPassed) => Promise<A>,
): PrimaryRoute<A> {
  const call: PrimaryRoute<A>["run"] = (context, parsed, passed) => run(context, parsed as z.output<T>, passed)
  return { needs: "primary", verb, body, mostBytes: fewBytes, run: call }
}

/** The same, with a ticket. */
export function withTicket<T extends z.ZodObject, A extends Kinded>(
  verb: Verb,
  body: T,
  run: (context: CallContext, body: z.output<T>, ticket: string) => Promise<A>,
): TicketRoute<A> {
  const call: TicketRoute<A>["run"] = (context, parsed, ticket) => run(context, parsed as z.output<T>, ticket)
  return { needs: "ticket", verb, body, mostBytes: fewBytes, run: call }
}

/** The same, with a session. */
export function withSession<T extends z.ZodObject, A extends Kinded>(
  verb: Verb,
  body: T,
  run: (context: CallContext, body: z.output<T>, session: HostSession) => Promise<A>,
): SessionRoute<A> {
  const call: SessionRoute<A>["run"] = (context, parsed, session) => run(context, parsed as z.output<T>, session)
  return { needs: "session", verb, body, mostBytes: fewBytes, run: call }
}

/** The same, with a session or without. */
export function withOrWithoutSession<T extends z.ZodObject, A extends Kinded>(
  verb: Verb,
  body: T,
  run: (context: CallContext, session: HostSession | null) => Promise<A>,
): OpenRoute<A> {
  return { needs: "nothing", verb, body, mostBytes: fewBytes, run: (context, _, session) => run(context, session) }
}

/** What a call of an admin is given: what the body names, the account above all, and the actor, whom no body names. */
export type CallOf<T extends z.ZodObject> = z.output<T> & { readonly actor: AdminActor }

/**
 * The same, with an admin whose session `sessions.check` lets administer. Calls that only read ask for no actor, and
 * those that change something ask for less: a session that a forced logout has ended must neither.
 */
export function withAdmin<T extends z.ZodObject, A extends Kinded>(
  verb: AdminAction,
  body: T,
  run: (muster: Muster, call: CallOf<T>) => Promise<A>,
  mostBytes: number = someBytes,
): AdminRoute<A | SessionEnded> {
  const call: AdminRoute<A | SessionEnded>["run"] = async ({ muster }, parsed, actor) => {
    const { capabilities } = await muster.sessions.check({ assurance: actor.assurance })
    if (!capabilities.administer) return { kind: "session-ended" }
    return run(muster, { ...(parsed as z.output<T>), actor })
  }
  return { needs: "admin", verb, body, mostBytes, run: call }
}
