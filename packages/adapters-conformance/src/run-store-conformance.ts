import { MusterError } from "@muster/core"
import { type ConformanceException, exceptableCategories } from "./categories.js"
import { withGiven } from "./given.js"
import type { StoreHarness } from "./harness.js"
import type { TestRunner } from "./runner.js"
import type { Suite } from "./suite.js"
import { suites } from "./suites/index.js"

/** What may be left out. */
export interface StoreConformanceOptions {
  /** Categories to skip, each with its reason. */
  readonly except?: readonly ConformanceException[] | undefined
}

/**
 * Defines the tests that a store adapter has to pass, one group a category, under the test runner that is given. Call
 * it where tests are defined; it runs nothing by itself.
 *
 * Throws `ERR_INVALID_INPUT` with the field `except` for a category that cannot be left out, or a reason that is empty.
 *
 * @example
 * ```ts
 * import { describe, it } from "vitest"
 *
 * runStoreConformance(harness, { describe, it }, {
 *   except: [{ category: "independent-roots", reason: "the data live in one process" }],
 * })
 * ```
 */
export function runStoreConformance(
  harness: StoreHarness,
  { describe, it }: TestRunner,
  { except = [] }: StoreConformanceOptions = {},
): void {
  const reasons = new Map<string, string>(
    except.map((exception) => [checkedException(exception).category, exception.reason]),
  )

  function defineSuite({ category, tests }: Suite): void {
    const reason = reasons.get(category)
    if (reason !== undefined) {
      it.skip(`left out: ${reason}`, async () => {})
      return
    }
    for (const { title, run } of tests) it(title, () => withGiven(harness, run))
  }

  describe(`the store ${harness.name}`, () => {
    for (const suite of suites) describe(suite.category, () => defineSuite(suite))
  })
}

function checkedException(exception: ConformanceException): ConformanceException {
  const exceptable: readonly string[] = exceptableCategories
  if (!exceptable.includes(exception.category) || exception.reason.trim() === "") {
    const message = `Only ${exceptable.join(", ")} can be left out, each with a reason.`
    throw new MusterError("ERR_INVALID_INPUT", message, { field: "except" })
  }
  return exception
}
