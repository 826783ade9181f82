/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** Where the time comes from. Nothing in Muster reads the system's clock by itself. */
export interface Clock {
  /** Returns the present moment. */
  now(): Instant
  /** Set by a clock that does not follow real time; it is then not compared with the database's clock. */
  readonly simulated?: true
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() }
