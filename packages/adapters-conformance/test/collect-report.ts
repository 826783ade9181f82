import { type ConformanceException, runStoreConformance, type StoreHarness, type TestRunner } from "../src/index.js"

/** What became of one test of the kit. */
export interface Outcome {
  /** The titles of the groups around the test. */
  readonly groups: readonly string[]
  readonly title: string
  readonly kind: "passed" | "failed" | "skipped"
}

/** Runs the kit without a test runner, one test after the other, and collects what became of each. */
export async function collectReport(
  harness: StoreHarness,
  except: readonly ConformanceException[],
): Promise<readonly Outcome[]> {
  const tests: (() => Promise<Outcome>)[] = []
  const open: string[] = []

  const define = (title: string, run: (() => Promise<void>) | null) => {
    const groups = [...open]
    tests.push(async () => ({ groups, title, kind: run === null ? "skipped" : await outcomeOf(run) }))
  }
  const runner: TestRunner = {
    describe(title, defineTests) {
      open.push(title)
      defineTests()
      open.pop()
    },
    it: Object.assign((title: string, test: () => Promise<void>) => define(title, test), {
      skip: (title: string) => define(title, null),
    }),
  }
  runStoreConformance(harness, runner, { except })

  const outcomes: Outcome[] = []
  for (const test of tests) outcomes.push(await test())
  return outcomes
}

async function outcomeOf(run: () => Promise<void>): Promise<"passed" | "failed"> {
  try {
    await run()
    return "passed"
  } catch {
    return "failed"
  }
}
