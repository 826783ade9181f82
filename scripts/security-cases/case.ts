/** A test of this repository: the file, and its title as it is written there. */
export type Shown = readonly [file: string, title: string]

/** A requirement or an abuse case, and what becomes of it here. */
export interface SecurityCase {
  readonly id: string
  /** What holds, or what somebody tries. */
  readonly says: string
  /** The tests that show it. */
  readonly shown: readonly Shown[]
  /** What of it is the host's. */
  readonly host?: string
}

/** The cases of one concept. */
export interface Section {
  readonly heading: string
  readonly cases: readonly SecurityCase[]
}

/** A case that tests show. */
export function shown(id: string, says: string, ...tests: readonly Shown[]): SecurityCase {
  return { id, says, shown: tests }
}

/** A case that belongs to the host, in a sentence; with the tests of what Muster does for it. */
export function hosts(id: string, says: string, host: string, ...tests: readonly Shown[]): SecurityCase {
  return { id, says, shown: tests, host }
}
