import fc from "fast-check"
import { expect, it } from "vitest"
import { hostileReasons, hostileValues, telltale } from "../../test/hostile-reasons.js"
import { explainVerdict, type Verdict } from "./explain-verdict.js"

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
