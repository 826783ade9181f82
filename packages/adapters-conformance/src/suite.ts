import type { ConformanceCategory } from "./categories.js"
import type { Given } from "./given.js"

/** One rule of the contract: its sentence, and the test that an adapter keeps it. */
export interface ConformanceTest {
  readonly title: string
  readonly run: (given: Given) => Promise<void>
}

/** The rules of one category. */
export interface Suite {
  readonly category: ConformanceCategory
  readonly tests: readonly ConformanceTest[]
}

/** Collects the tests of a category. */
export function suite(
  category: ConformanceCategory,
  define: (test: (title: string, run: ConformanceTest["run"]) => void) => void,
): Suite {
  const tests: ConformanceTest[] = []
  define((title, run) => void tests.push({ title, run }))
  return { category, tests }
}
