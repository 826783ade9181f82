/** A user of an account. The account's id is in every key: another account's id behaves like an unknown one. */
export interface UserKey {
  /** The account; 1 to 200 characters. */
  readonly accountId: string
  /** The user within the account; 1 to 200 characters. */
  readonly userId: string
}

/** Who acted, as recorded in events and answers. */
export type { ActorName } from "@muster/policy"

/**
 * Where a page begins (`null` or absent: at the start) and how many items it holds at most (default 100, at most
 * 1,000).
 */
export interface PageInput {
  /** The `next` of the page before. */
  readonly after?: string | null | undefined
  /** 1 to 1,000. */
  readonly limit?: number | undefined
}

/** A page of a list; `next` is the `after` of the following page, and `null` ends the list. */
export interface Page<T> {
  /** In the order of the list. */
  readonly items: readonly T[]
  /** Where the next page begins; `null`: there is none. */
  readonly next: string | null
}
