const quietMilliseconds = 600_000

/**
 * Remembers under which key nothing was left to seal again. Looking for that reads every user, and jobs run once a minute:
 * only machines that work with another key can have left something since.
 */
export interface SealScan {
  /** Whether it is time to look. */
  isDue(keyId: string): boolean
  /** Notes that nothing was left under any other key. */
  foundNothing(keyId: string): void
}

/** Makes the memory of one process. It is kept by the time that the process has run: it is about cost, not about dates. */
export function createSealScan(): SealScan {
  let found: { readonly keyId: string; readonly until: number } | undefined
  return {
    isDue: (keyId) => found?.keyId !== keyId || performance.now() >= found.until,
    foundNothing(keyId) {
      found = { keyId, until: performance.now() + quietMilliseconds }
    },
  }
}
