import fc from "fast-check"
import { expect, it } from "vitest"
import { hostileReasons, hostileValues, telltale } from "../../test/hostile-reasons.js"
import { mutatedJson } from "../../test/mutated-json.js"
import { sampleReasons } from "../../test/sample-reasons.js"
import { sampleVerdicts } from "../../test/sample-verdicts.js"
import { explainReason } from "./explain-reason.js"
import { explainReasons } from "./explain-reasons.js"
import { explainVerdict, type Verdict } from "./explain-verdict.js"
import type { Explanation } from "./explanation.js"
import type { Reason } from "./reason.js"

const reasons = fc.array(hostileReasons, { minLength: 1, maxLength: 6 })
const changes = fc.array(
  fc.record({
    target: fc.record({ kind: fc.constantFrom("account", "group"), groupId: hostileValues }),
    from: fc.constant({ mode: "inherit" }),
    to: fc.record({ mode: fc.constantFrom("inherit", "frequent", "infrequent"), build: hostileValues }),
    fixes: fc.oneof(fc.nat(), fc.constant(Number.NaN)),
  }),
  { maxLength: 6 },
)
const verdicts = fc.oneof(
  fc.record({ kind: fc.constantFrom("allow", "challenge", "enroll", "update-client", "logout", "refused"), reasons }),
  fc.record({
    kind: fc.constantFrom("continue", "drain"),
    reasons,
    capabilities: fc.dictionary(fc.constantFrom("hostSession", "finishSession", "administer"), fc.boolean()),
    mustEndBy: fc.option(fc.double()),
    drainEndsAt: fc.option(fc.double()),
  }),
  fc.record({ kind: fc.constant("ready"), warnings: fc.array(hostileReasons, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant("blocked"),
    blockers: reasons,
    total: fc.oneof(fc.nat(), fc.maxSafeNat()),
    remediation: fc.option(fc.record({ changes, basedOnVersion: fc.nat() })),
  }),
)

it("every verdict has a heading and a paragraph of bounded length, whatever its reasons hold", () => {
  fc.assert(
    fc.property(verdicts, (verdict) => {
      const { title, detail } = explainVerdict(verdict as unknown as Verdict)
      expect(title).toMatch(/^[A-Z][^.]*[^.]$/)
      expect(detail).toMatch(/^\S.*\.$/)
      expect(detail.length).toBeLessThanOrEqual(600)
      expect(detail).not.toMatch(telltale)
      expect(detail).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    }),
    { numRuns: 2000 },
  )
})

function expectText({ title, detail }: Explanation) {
  expect(title).toMatch(/^[A-Z][^.]*[^.]$/)
  expect(detail).toMatch(/^\S.*\.$/)
  expect(detail.length).toBeLessThanOrEqual(600)
  expect(detail).not.toMatch(telltale)
}

it("an answer of a known kind that JSON has maimed is explained all the same, and nothing is thrown", () => {
  fc.assert(
    fc.property(mutatedJson(sampleVerdicts), (verdict) => expectText(explainVerdict(verdict as Verdict))),
    { numRuns: 1000 },
  )
})

it("a reason of a known code that JSON has maimed is explained all the same, and so is a list of them", () => {
  fc.assert(
    fc.property(mutatedJson(sampleReasons), mutatedJson([sampleReasons]), (reason, list) => {
      expectText(explainReason(reason as Reason))
      expect(explainReasons(list as readonly Reason[])).not.toMatch(telltale)
    }),
    { numRuns: 1000 },
  )
})
