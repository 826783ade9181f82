import type { Enrolled, SignedIn } from "@muster/sdk"
import type * as z from "zod"

/**
 * The type of an answer as it is sent: the session is what the application says, and a ticket may travel in a cookie.
 */
type Sent<A> = A extends SignedIn
  ? Omit<A, "assurance" | "hostMust"> & { readonly session: unknown }
  : A extends Enrolled
    ? Omit<A, "next"> & { readonly next: Sent<Enrolled["next"]> }
    : A extends { readonly current: infer Step }
      ? Omit<SentTicket<A>, "current"> & { readonly current: SentTicket<Step> }
      : SentTicket<A>
type SentTicket<A> = A extends { readonly ticket: string } ? Omit<A, "ticket"> & { readonly ticket?: string } : A

/** A type by its members alone: without `readonly`, and with what may be absent marked, so that its absence shows. */
type Plain<T> = T extends readonly unknown[]
  ? { -readonly [K in keyof T]: Plain<T[K]> }
  : T extends object
    ? string extends keyof T
      ? object
      : { -readonly [K in keyof T]-?: object extends Pick<T, K> ? MaybeAbsent<T[K]> : Plain<T[K]> }
    : T
interface MaybeAbsent<T> {
  readonly or: Plain<Exclude<T, undefined>>
}

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/**
 * The schemas of some answers where each is, member for member, of the type that the services give the answer; `never`
 * in the place of one that has more or less, and of one that is missing or too many.
 */
export type InStep<A extends { readonly kind: string }, Schemas> = {
  readonly [Kind in A["kind"] | keyof Schemas]: Kind extends keyof Schemas
    ? Schemas[Kind] extends z.ZodType<infer Output>
      ? Same<Plain<Sent<Extract<A, { readonly kind: Kind }>>>, Plain<Output>> extends true
        ? Schemas[Kind]
        : never
      : never
    : never
}
