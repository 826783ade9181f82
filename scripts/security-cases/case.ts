/** A test of this repository: the file, and its title as it is written there. */
export type Shown = readonly [file: string, title: string]

/** A requirement, an abuse case or a fault, and what becomes of it here. */
export interface SecurityCase {
  readonly id: string
  /** What holds, what somebody tries, or what goes wrong. */
  readonly says: string
  /** The tests that show it. */
  readonly shown: readonly Shown[]
  /** What of it is the host's. */
  readonly host?: string
  /** What was decided in another way than is common, in a sentence. */
  readonly otherwise?: string
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

/** A case that is met in another way than is common; what else there is of it, with the sentence that says how. */
export function otherwise(sentence: string, securityCase: SecurityCase): SecurityCase {
  return { ...securityCase, otherwise: sentence }
}
