import fc from "fast-check"
import { expect, test } from "vitest"
import { explain } from "./explain.js"
import type { Explainable } from "./explainable.js"

/** What no text may repeat, recognisable wherever it turns up. */
const secrets = {
  ticket: "sealed-ticket-4711",
  bare: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  otpauthUri: "otpauth://totp/secret-uri",
  recoveryCode: "printed-recovery-code",
  label: "whole.address@acme.example",
  userId: "user-id-0815",
  enablementId: "enablement-id-42",
  updateUrl: "https://acme.example/get",
}

const instants = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 9e15),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value)
const counts = fc.nat({ max: 12 })
const kind = <K extends string>(...kinds: readonly K[]) => fc.constantFrom(...kinds)
const ticket = fc.constant(secrets.ticket)

const reasons = fc.constantFrom(
  [{ code: "two-factor-off", params: {}, source: { kind: "account" } }],
  [{ code: "required-by-account", params: { enabledAt: 0 }, source: { kind: "account" } }],
  [{ code: "of-a-newer-server", params: { userId: secrets.userId }, source: { kind: "user" } }],
)
const signedIn = fc.record({
  kind: kind("signed-in"),
  assurance: fc.constant({ v: 1, accountId: "acme", userId: secrets.userId, method: "totp" }),
  recoveryCodesLeft: fc.option(counts, { nil: undefined }),
  reasons,
})
const steps = fc.oneof(
  fc.record({ kind: kind("not-started"), maskedEmail: maybe(fc.constant("a•••@acme.example")) }),
  fc.record({
    kind: kind("email-code-sent"),
    maskedEmail: fc.constantFrom("a•••@acme.example", `a•••@${"x".repeat(240)}.example`),
    digits: counts,
    expiresAt: instants,
    resendAvailableAt: instants,
    sendsLeft: counts,
    attemptsLeft: counts,
    delivery: fc.constantFrom(undefined, "sent", "queued", "failed"),
  }),
  fc.record({ kind: kind("email-verified"), ticket, expiresAt: instants }),
  fc.record({
    kind: kind("key-issued"),
    present: fc.constantFrom("type", "scan-or-type"),
    setupKey: fc.constant({ bare: secrets.bare, groups: secrets.bare.match(/.{4}/g) }),
    otpauthUri: fc.constant(secrets.otpauthUri),
    issuer: fc.constant("Acme Support"),
    label: fc.constant(secrets.label),
    totp: fc.record({ digits: counts }),
    appWarnings: fc.constantFrom([], ["digits-not-universal"]),
    expiresAt: instants,
  }),
)
const answers = fc.oneof(
  steps,
  signedIn,
  fc.record({
    kind: kind("challenge"),
    ticket,
    digits: counts,
    retryAt: maybe(instants),
    lostPhone: fc.constantFrom("self-service", "admin-only", "authenticator-or-recovery-code"),
  }),
  fc.record({ kind: kind("enroll"), ticket, reasons, current: steps }),
  fc.record({ kind: kind("wrong-step"), current: steps }),
  fc.record({ kind: kind("update-client"), reasons, updateUrl: fc.constant(secrets.updateUrl) }),
  fc.record({
    kind: kind("enrolled"),
    recoveryCodes: fc.array(fc.constant(secrets.recoveryCode), { maxLength: 10 }),
    next: fc.oneof(signedIn, fc.record({ kind: kind("sign-in-again") })),
  }),
  fc.record({
    kind: kind("wrong-code"),
    why: fc.constantFrom("mismatch", "malformed", "already-used", "replaced-by-newer", "expired"),
    attemptsLeft: counts,
    retryAt: maybe(instants),
    clockSkewSeconds: fc.option(fc.double(), { nil: undefined }),
  }),
  fc.record({ kind: kind("throttled"), retryAt: instants, limit: fc.constantFrom("attempts", "resend", "mail") }),
  fc.record({ kind: kind("locked"), until: maybe(instants), recoveryCodeWorks: fc.boolean() }),
  fc.record({ kind: kind("ticket-rejected"), reason: fc.constantFrom("expired", "spent", "superseded", "invalid") }),
  fc.record({
    kind: kind("enabled", "saved"),
    warnings: reasons,
    status: fc.constant({
      twoFactor: {
        kind: "on",
        enablementId: secrets.enablementId,
        enabledBy: { userId: secrets.userId },
        forcedLogoutAt: 1,
        stages: [{ userIds: [secrets.userId] }],
      },
    }),
  }),
  fc.record({ kind: kind("counted"), total: counts, enrolled: counts, enrolling: counts, notEnrolled: counts }),
  fc.record({ kind: kind("unlocked"), changed: fc.constantFrom(undefined, true, false) }),
  fc.record({ kind: kind("busy", "no-email", "cancelled", "already-enrolled", "session-ended", "unlocked", "reset") }),
  fc.record({ kind: kind("acknowledged", "superseded", "removed", "not-enrolled", "imported", "noted", "erased") }),
  fc.record({ kind: kind("regenerated"), recoveryCodes: fc.constant([secrets.recoveryCode]), setId: fc.string() }),
  fc.record({ kind: kind("refused", "logout"), reasons }),
  fc.record({ kind: fc.string(), ticket }),
)

test("no text repeats a ticket, key, link, recovery code, id or whole address, and each is whole and of bounded length", () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const { title, detail } = explain(answer as unknown as Explainable)
      for (const secret of [...Object.values(secrets), "JBSW", "Y3DP"]) expect(title + detail).not.toContain(secret)
      expect(title).toMatch(/^[A-Z][^.]*[^.]$/)
      expect(detail).toMatch(/^[A-Z].*\.$/)
      expect(detail).not.toMatch(/undefined|NaN|Infinity|\[object|null/)
      expect(detail.length).toBeLessThanOrEqual(600)
    }),
    { numRuns: 1000 },
  )
})
