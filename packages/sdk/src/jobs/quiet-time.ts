const quietMilliseconds = 600_000

/**
 * Remembers that there was nothing to do. Looking for it costs a scan, and jobs run once a minute: what other machines leave
 * meanwhile may wait.
 */
export interface QuietTime {
  /** Whether it is time to look; another subject than the one of before is always looked at. */
  isDue(subject?: string): boolean
  /** Notes that nothing was left to do. */
  foundNothing(subject?: string): void
}

/** Makes the memory of one process. It is kept by the time that the process has run: it is about cost, not about dates. */
export function createQuietTime(): QuietTime {
  let found: { readonly subject: string; readonly until: number } | undefined
  return {
    isDue: (subject = "") => found?.subject !== subject || performance.now() >= found.until,
    foundNothing(subject = "") {
      found = { subject, until: performance.now() + quietMilliseconds }
    },
  }
}
