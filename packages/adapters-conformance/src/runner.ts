/** Defines a test; rejects or resolves like any asynchronous test. */
export type DefineTest = (title: string, test: () => Promise<void>) => unknown

/**
 * The two functions that the kit needs of a test runner. Those of vitest, `node:test`, `bun:test` and Deno's
 * `@std/testing/bdd` fit as they are. Tests of one file have to run one after the other, as all of these do by default.
 */
export interface TestRunner {
  /** Opens a named group of tests. */
  readonly describe: (title: string, define: () => void) => unknown
  /** Defines a test, or with `skip` one that is reported and not run. */
  readonly it: DefineTest & {
    /** Reports a test without running it. */
    readonly skip: DefineTest
  }
}
