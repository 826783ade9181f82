import type { Enrolled, SignedIn } from "@muster/sdk"

/** How tickets reach the client: in the JSON of answers, or in a cookie that no script can read. */
export type TicketTravel = "json" | "cookie"

/** The sign-in is finished: what the client sees of it. The assurance stays on the server. */
export interface Finished<Session> extends Omit<SignedIn, "assurance" | "hostMust"> {
  /** What the host's `signedIn` has returned as `body`; `null`: nothing, as where the session is a cookie. */
  readonly session: Session
}

/** The factor is active: what the client sees of it. */
export interface FinishedEnrollment<Session> extends Omit<Enrolled, "next"> {
  /** By the account's rule: signed in at once, or asked to sign in with the new factor. */
  readonly next: Finished<Session> | { readonly kind: "sign-in-again" }
}

/** What a refusal says to a person, in English. For other languages go by `kind` and its members. */
export interface Worded {
  /** What is wrong, the same for each refusal of a kind. */
  readonly title: string
  /** What is wrong this time, and what to do. */
  readonly detail?: string
}

/** The kinds of answers that come as problem documents, and so with words. */
export type RefusalKind =
  | "wrong-credentials"
  | "not-signed-in"
  | "ticket-rejected"
  | "session-ended"
  | "proof-needed"
  | "admin-only"
  | "wrong-step"
  | "not-enrolled"
  | "already-enrolled"
  | "no-email"
  | "superseded"
  | "refused"
  | "wrong-code"
  | "update-client"
  | "throttled"
  | "locked"
  | "busy"

/** An answer without tickets, where they travel in a cookie. */
export type WithoutTickets<Answer> = Answer extends unknown
  ? {
      readonly [Member in keyof Answer as Member extends "ticket" ? never : Member]: Member extends "current"
        ? WithoutTickets<Answer[Member]>
        : Answer[Member]
    }
  : never

/** What the client sees of an answer of Muster. */
export type Seen<Answer, Session, Travel extends TicketTravel> = Answer extends SignedIn
  ? Finished<Session>
  : Answer extends Enrolled
    ? FinishedEnrollment<Session>
    : Travelled<Answer, Travel> & (Answer extends { readonly kind: RefusalKind } ? Worded : unknown)

/** An answer as far as its tickets go. */
export type Travelled<Answer, Travel extends TicketTravel> = Travel extends "json"
  ? Answer
  : Answer extends { readonly ticket: string } | { readonly current: object }
    ? WithoutTickets<Answer>
    : Answer
