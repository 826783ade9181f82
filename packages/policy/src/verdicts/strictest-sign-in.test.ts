import { describe, expect, it } from "vitest"
import { createReason, type Reason } from "../reasons/reason.js"
import type { SignInVerdict } from "./sign-in.js"
import { strictestSignIn } from "./strictest-sign-in.js"

const reason = (at: number): Reason => createReason("required-by-account", { enabledAt: at }, { kind: "account" })
const verdict = (kind: SignInVerdict["kind"], at = 1, nextChangeAt: number | null = null): SignInVerdict => ({
  kind,
  reasons: [reason(at)],
  nextChangeAt,
})
const strictest = (verdicts: Record<string, SignInVerdict>) => strictestSignIn(new Map(Object.entries(verdicts)))

describe("strictestSignIn", () => {
  it.each([
    ["update-client", "challenge"],
    ["update-client", "enroll"],
    ["update-client", "allow"],
    ["challenge", "enroll"],
    ["challenge", "allow"],
    ["enroll", "allow"],
  ] as const)("asks for %s rather than %s, whichever account comes first", (winner, loser) => {
    expect(strictest({ one: verdict(winner), two: verdict(loser) })).toMatchObject({
      kind: winner,
      askedBy: [{ accountId: "one" }],
    })
    expect(strictest({ one: verdict(loser), two: verdict(winner) })).toMatchObject({
      kind: winner,
      askedBy: [{ accountId: "two" }],
    })
  })

  it("names every account that asks for it, with its reasons", () => {
    expect(strictest({ a: verdict("enroll", 1), b: verdict("allow", 2), c: verdict("enroll", 3) })).toEqual({
      kind: "enroll",
      askedBy: [
        { accountId: "a", reasons: [reason(1)] },
        { accountId: "c", reasons: [reason(3)] },
      ],
      nextChangeAt: null,
    })
  })

  it("is asked again when the first of all verdicts can change", () => {
    const verdicts = { a: verdict("challenge"), b: verdict("allow", 1, 20), c: verdict("allow", 1, 10) }
    expect(strictest(verdicts)).toMatchObject({ kind: "challenge", nextChangeAt: 10 })
  })

  it("lets in where every account does", () => {
    expect(strictest({ a: verdict("allow", 1, 7) })).toMatchObject({ kind: "allow", nextChangeAt: 7 })
  })

  it("has no answer without an account", () => {
    expect(strictest({})).toBeNull()
  })
})
