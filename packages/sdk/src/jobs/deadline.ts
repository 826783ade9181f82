/** Until when a run takes up more work. */
export interface Deadline {
  /** Whether it has come. */
  hasCome(): boolean
}

/** What was done until the deadline. */
export interface Batches {
  /** How many rows were done. */
  readonly done: number
  /** Whether the deadline came before the end. */
  readonly isUnfinished: boolean
}

/** Measures on the machine, since a simulated clock does not move by itself. Whoever aborts brings the deadline forward. */
export function deadlineIn(seconds: number, signal?: AbortSignal): Deadline {
  const endsAt = performance.now() + seconds * 1000
  return { hasCome: () => signal?.aborted === true || performance.now() >= endsAt }
}
