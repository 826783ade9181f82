// What the driver of the load knows of its own knowledge: what it asked, and what it was answered. The audit events and the rows of
// the database are held against it at the end, by `check-books.ts`.

/** What came of one call for a second step. `unknown`: the answer was lost, whatever the machine had done by then. */
export type Outcome =
  | { readonly kind: "signed-in"; readonly signedInAt: number }
  | { readonly kind: "wrong-code"; readonly why: string }
  | { readonly kind: "ticket-rejected"; readonly reason: string }
  | { readonly kind: "throttled" | "locked" | "busy" | "update-client" }
  | { readonly kind: "unknown"; readonly why: string }

/** One call of `signIn.verify`. */
export interface Try {
  readonly sentAt: number
  readonly endedAt: number
  readonly outcome: Outcome
}

/** One attempt at a code: as many calls as it took to get an answer, all of one name. */
export interface SecondStep {
  /** The number of its ticket, which the client says as the number of its build: so every event tells which ticket it belongs to. */
  readonly number: number
  readonly user: number
  /** The time step of the code, where it is the right one. */
  readonly step: number
  /** `used`: right, and accepted before. */
  readonly code: "right" | "wrong" | "used"
  readonly tries: readonly Try[]
}

/** One user at the door: all that they do there, one after the other. No user has two at a time. */
export interface Visit {
  readonly user: number
  readonly scenario: string
  readonly begunAt: number
  readonly endedAt: number
  /** What `signIn.begin` answered, each time. */
  readonly met: readonly string[]
  readonly steps: readonly SecondStep[]
}

/** What an edit asks for. */
export type EditKind =
  | "enable"
  | "disable"
  | "forced-logout"
  | "settings"
  | "groups"
  | "reset"
  | "exempt"
  | "primary-changed"

/** What came of an edit; `unchanged`: it was so already. */
export type EditOutcome =
  | { readonly kind: "saved" | "unchanged" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly why: string }

/** A change that an admin, or the host, makes while users sign in. */
export interface Edit {
  /** Names it: it is the actor of its event. */
  readonly number: number
  readonly kind: EditKind
  readonly accountId: string
  /** `null`: about the account. */
  readonly user: number | null
  readonly sentAt: number
  readonly endedAt: number
  readonly outcome: EditOutcome
}

/** A machine that was ended in the middle of its work. */
export interface Restart {
  readonly signal: "SIGTERM" | "SIGKILL"
  /** Calls that it left without an answer. */
  readonly unanswered: number
  /** `null`: ended by the signal. */
  readonly exitCode: number | null
}

/** A mail that a machine's mailer took. */
export interface SentMail {
  readonly id: string
  readonly userId: string
  readonly kind: string
}

/** All that is known without the database. */
export interface Books {
  readonly visits: readonly Visit[]
  readonly edits: readonly Edit[]
  readonly restarts: readonly Restart[]
  readonly mails: readonly SentMail[]
}

/** Books that are still being written. */
export type OpenBooks = { readonly [Page in keyof Books]: Books[Page][number][] }

/** Opens empty books. */
export const openBooks = (): OpenBooks => ({ visits: [], edits: [], restarts: [], mails: [] })
