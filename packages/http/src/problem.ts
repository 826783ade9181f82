import { statuses } from "./statuses.js"

/** A problem document (RFC 9457). `type` and `kind` are stable; `title` and `detail` are English and may change. */
export interface Problem {
  /** Names the kind of problem as a URI; leads nowhere. */
  readonly type: string
  /** The same name as Muster uses it: switch on this. */
  readonly kind: string
  /** What is wrong, the same for each problem of a kind. */
  readonly title: string
  /** The status of the response. */
  readonly status: number
  /** What is wrong this time, and what to do. */
  readonly detail?: string
  /** What the answer holds beside its kind, such as `retryAt`. */
  readonly [member: string]: unknown
}

interface Words {
  readonly title: string
  readonly detail?: string | undefined
}

/** Makes the problem document of a kind that the table of statuses knows. */
export function problemOf(kind: keyof typeof statuses, { title, detail }: Words, members: object = {}): Problem {
  return {
    ...members,
    type: `urn:muster:problem:${kind}`,
    kind,
    title,
    status: statuses[kind],
    ...(detail === undefined ? {} : { detail }),
  }
}
