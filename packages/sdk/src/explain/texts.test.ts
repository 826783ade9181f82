import { describe, expect, test } from "vitest"
import type { EmailCodeSent, KeyIssued } from "../api/enrollment-steps.js"
import type { WrongCode } from "../api/refusals.js"
import type { Challenge, SignedIn } from "../api/sign-in.js"
import { explain } from "./explain.js"
import type { Answer, Explainable } from "./explainable.js"

const detail = (answer: Explainable) => explain(answer).detail
const at = Date.UTC(2026, 10, 24, 14, 4, 30)
const enabledAt = Date.UTC(2026, 10, 24, 9)

describe("a wrong code", () => {
  const wrong = (change: Partial<WrongCode> = {}) =>
    detail({ kind: "wrong-code", why: "mismatch", attemptsLeft: 3, retryAt: null, ...change })

  test("is explained by what is wrong with it", () => {
    const whys = ["mismatch", "malformed", "already-used", "replaced-by-newer", "expired"] as const
    expect(whys.map((why) => wrong({ why }).split(/[:.]/)[0])).toEqual([
      "This code is not right",
      "This is not a whole code",
      "This code has been used before",
      "A newer code has been sent",
      "This code is too old",
    ])
  })

  test("leaves tries, or a wait until a minute that is not too early, or an admin to ask", () => {
    expect(wrong()).toMatch(/You have 3 tries before you have to wait\.$/)
    expect(wrong({ attemptsLeft: 0, retryAt: at })).toMatch(/Try again at 14:05 UTC on 2026-11-24\.$/)
    expect(wrong({ attemptsLeft: 0, retryAt: at - 30_000 })).toMatch(/at 14:04 UTC/)
    expect(wrong({ attemptsLeft: 0 })).toMatch(/Ask an admin to unlock you\.$/)
  })

  test("hints at a clock that is off", () => {
    const hint = (clockSkewSeconds: number) => wrong({ clockSkewSeconds })
    expect(hint(120)).toMatch(/seems to be about 2 minutes ahead: have it set automatically\.$/)
    expect(hint(-30)).toMatch(/about 1 minute behind/)
    expect(hint(89)).toMatch(/about 1 minute ahead/)
    expect(hint(90)).toMatch(/about 2 minutes ahead/)
    for (const seconds of [0, Number.NaN]) expect(hint(seconds)).not.toContain("clock")
  })
})

describe("a refusal", () => {
  test("says how to go on when locked", () => {
    const locked = (until: number | null, recoveryCodeWorks: boolean) =>
      detail({ kind: "locked", until, recoveryCodeWorks })
    expect(locked(null, false)).toBe("There were too many wrong codes. Ask an admin to unlock you.")
    expect(locked(null, true)).toMatch(/Ask an admin to unlock you, or use a recovery code\.$/)
    expect(locked(at, true)).toMatch(/Codes are heard again at 14:05 UTC on 2026-11-24, or use a recovery code\.$/)
  })

  test("does not fail on instants that are none", () => {
    for (const until of [Number.NaN, 8.64e15, "soon" as unknown as number]) {
      expect(detail({ kind: "locked", until, recoveryCodeWorks: false })).toMatch(/heard again at an unknown time\.$/)
    }
    const verified = { kind: "email-verified", ticket: "t", expiresAt: undefined as unknown as number } as const
    expect(detail(verified)).toMatch(/before an unknown time\.$/)
  })

  test("says what was used up, why a ticket is dead, and what to prove", () => {
    const throttled = (limit: "attempts" | "resend" | "mail") => detail({ kind: "throttled", retryAt: at, limit })
    expect(throttled("attempts")).toMatch(/^There were several wrong codes\. Try again at 14:05 UTC/)
    expect(throttled("resend")).toMatch(/^A code has just been sent\./)
    expect(throttled("mail")).toMatch(/^Too much mail was sent to this address\./)
    const rejected = (reason: "expired" | "spent" | "superseded" | "invalid") =>
      detail({ kind: "ticket-rejected", reason })
    expect(rejected("expired")).toBe("This took too long. Sign in from the beginning.")
    expect(rejected("spent")).toMatch(/^This sign-in has been finished already\./)
    expect(rejected("superseded")).toMatch(/has changed meanwhile\./)
    expect(rejected("invalid")).toMatch(/^This sign-in cannot be continued\./)
    expect(detail({ kind: "proof-needed", accepts: ["fresh-sign-in"] })).not.toContain("recovery")
    expect(detail({ kind: "proof-needed", accepts: ["fresh-sign-in", "recovery-code"] })).toContain("recovery code")
    expect(detail({ kind: "busy", retryAt: at })).toMatch(/Try again in a few seconds\.$/)
    expect(detail({ kind: "no-email" })).toMatch(/Ask an admin to add yours\.$/)
  })
})

describe("a sign-in", () => {
  const challenge: Challenge = {
    kind: "challenge",
    ticket: "t",
    expiresAt: at,
    digits: 9,
    retryAt: null,
    lostPhone: "authenticator-or-recovery-code",
  }
  test("says from when a code is heard, and what to do without the app", () => {
    expect(detail({ ...challenge, retryAt: at })).toMatch(
      /^Enter the 9-digit code .* app, from 14:05 UTC on 2026-11-24 on\./,
    )
    expect(detail({ ...challenge, lostPhone: "self-service" })).toMatch(/recovery code, or ask an admin\.$/)
    expect(detail({ ...challenge, lostPhone: "admin-only" })).toMatch(/recovery code, or ask an admin\.$/)
  })

  test("counts the recovery codes that are left", () => {
    const left = (recoveryCodesLeft: number) => detail({ kind: "signed-in", recoveryCodesLeft } as SignedIn)
    expect(left(2)).toMatch(/have 2 others left\.$/)
    expect(left(1)).toMatch(/have 1 other left\.$/)
    expect(left(0)).toMatch(/with your last recovery code\./)
  })

  test("says which build an old app needs", () => {
    const build = { version: [4, 2], number: 1400 }
    const minimum = { version: [4, 3], number: 1575 }
    const reasons = [{ code: "build-below-minimum", params: { build, minimum }, source: { kind: "client" } }] as const
    expect(detail({ kind: "update-client", minimum, updateUrl: "https://acme.example/get", reasons })).toBe(
      "This app is v4.2 b1400; v4.3 b1575 or later is needed, so update it and sign in again.",
    )
  })
})

describe("a step of the enrollment", () => {
  const sent: EmailCodeSent = {
    kind: "email-code-sent",
    maskedEmail: "a•••@acme.example",
    digits: 6,
    expiresAt: at,
    resendAvailableAt: at,
    sendsLeft: 2,
    attemptsLeft: 5,
  }
  const key: KeyIssued = {
    kind: "key-issued",
    present: "type",
    setupKey: { bare: "", groups: [] },
    otpauthUri: "",
    issuer: "Acme Support",
    label: "ann",
    totp: { digits: 8, periodSeconds: 30, algorithm: "SHA-1" },
    appWarnings: [],
    expiresAt: at,
  }

  test("says what became of the mail, until when its code works, and when there is another", () => {
    expect(detail(sent)).toBe(
      "A 6-digit code was sent to a•••@acme.example. Enter it before 14:04 UTC on 2026-11-24. Another code can be sent from 14:05 UTC on 2026-11-24.",
    )
    expect(detail({ ...sent, delivery: "queued" })).toMatch(/^A 6-digit code will be sent in a moment to a•••/)
    expect(explain({ ...sent, delivery: "failed" }).title).toBe("Mail not taken")
    expect(detail({ ...sent, delivery: "failed" })).toMatch(/^The mail to a•••@acme\.example was not taken\./)
    expect(detail({ ...sent, sendsLeft: 0 })).toMatch(/ No other code can be sent for now\.$/)
    expect(detail({ ...sent, maskedEmail: "x\n. You are done. " })).toMatch(
      /^A 6-digit code was sent to your email address\./,
    )
    expect(detail({ ...sent, digits: Number.NaN })).toMatch(/^A code was sent/)
  })

  test("asks for no QR code on the device that holds the app, and warns of apps that will not do", () => {
    expect(detail(key)).toMatch(/^Open the link with the authenticator app on this device, .* 8-digit code/)
    expect(detail(key)).not.toContain("QR")
    expect(detail({ ...key, appWarnings: ["digits-not-universal"] })).toMatch(/if none is accepted, try another app\.$/)
    expect(detail({ ...key, present: "scan-or-type" })).toMatch(/^Scan the QR code/)
  })

  test("says what is missing where there is no address", () => {
    expect(detail({ kind: "not-started", maskedEmail: null })).toMatch(/Ask an admin to add it\.$/)
  })

  test("ends with what comes next", () => {
    const enrolled = { kind: "enrolled", recoveryCodes: ["1"], next: { kind: "sign-in-again" } } as const
    expect(detail(enrolled)).toMatch(/^Keep the 1 recovery code in .* Now sign in again with a code from the app\.$/)
    expect(detail({ kind: "already-enrolled" })).toMatch(/nothing to do\.$/)
    expect(detail({ kind: "session-ended" })).toMatch(/Sign in again/)
  })
})

describe("the user's own factor", () => {
  test("is told with what ended and what comes next", () => {
    const made = { kind: "regenerated", recoveryCodes: ["a", "b"], setId: "set" } as const
    expect(detail(made)).toMatch(/^Keep the 2 recovery codes in a safe place, .* your earlier ones work until then\.$/)
    expect(detail({ kind: "acknowledged" })).toMatch(/your earlier ones do not any more\.$/)
    expect(detail({ kind: "superseded" })).toMatch(/Make new recovery codes\.$/)
    expect(detail({ kind: "removed" })).toMatch(/all your sessions end\. Sign in again\.$/)
    expect(detail({ kind: "not-enrolled" })).toMatch(/^You have not set up an authenticator app/)
    expect(detail({ kind: "held", until: at })).toMatch(/^A new .* from 14:05 UTC on 2026-11-24 on\. .* ends the wait/)
    expect(detail({ kind: "admin-only" })).toMatch(/Ask one to reset your two-factor sign-in/)
    expect(detail({ kind: "cancelled", changed: true })).toMatch(/nothing has changed\./)
  })
})

describe("what an admin's call has done", () => {
  const status = { twoFactor: { kind: "on", enabledAt, forcedLogoutAt: at, stages: [{}] } }
  const admin = (answer: { readonly kind: Answer["kind"]; readonly [member: string]: unknown }) =>
    explain(answer as unknown as Answer)
  const ready = { kind: "ready", warnings: [] }

  test("is said with what follows and what to know", () => {
    const self = { code: "self-reset", params: {}, source: { kind: "user" } }
    expect(admin({ kind: "enabled", status, warnings: [self] }).detail).toBe(
      "Users set it up at their next sign-in, those of a stage when it has begun; sessions without it end at 14:04 UTC on 2026-11-24. You cannot take your own two-factor away as an admin. Ask another admin.",
    )
    expect(admin({ kind: "enabled", status: { twoFactor: { kind: "off" } }, warnings: [] }).detail).toBe(
      "Users set it up at their next sign-in.",
    )
    const undated = { twoFactor: { kind: "on", enabledAt, forcedLogoutAt: null, stages: [] } }
    expect(admin({ kind: "enabled", status: undated, warnings: [] }).detail).toBe(
      "Users set it up at their next sign-in.",
    )
    expect(admin({ kind: "saved", status, warnings: [] })).toEqual({ title: "Saved", detail: "The change was saved." })
    expect(admin({ kind: "disabled", status, warnings: [] }).detail).toMatch(/^Users keep their authenticator apps/)
  })

  test("is the readiness where groups or settings were changed", () => {
    for (const kind of ["saved", "applied"] as const) {
      expect(admin({ kind, readiness: ready, version: 2 }).detail).toBe(explain(ready as unknown as Answer).detail)
    }
  })

  test.each([
    [[40, 12, 3, 20], "It is set up for 12 of 40 users. Of the others, 3 have begun, 20 have not and 5 need not."],
    [[40, 12, 0, 23], "It is set up for 12 of 40 users. Of the others, 23 have not and 5 need not."],
    [[14, 12, 1, 1], "It is set up for 12 of 14 users. Of the others, 1 has begun and 1 has not."],
    [[13, 12, 0, 0], "It is set up for 12 of 13 users. Of the others, 1 need not."],
    [[1, 1, 0, 0], "It is set up for 1 of 1 user."],
    [[0, 0, 0, 0], "The account has no users."],
  ])("is counted so that the parts make the whole, and no part is empty: %j", (counts, said) => {
    const [total, enrolled, enrolling, notEnrolled] = counts
    expect(admin({ kind: "counted", total, enrolled, enrolling, notEnrolled }).detail).toBe(said)
  })

  test("is said of a user", () => {
    expect(admin({ kind: "reset", epoch: 2 }).detail).toMatch(/If they have to use two-factor, they set it up again/)
    expect(admin({ kind: "unlocked", changed: true }).title).toBe("Unlocked")
    expect(admin({ kind: "unlocked", changed: false })).toEqual({
      title: "Not locked",
      detail: "No code of the user had to wait, so nothing was changed.",
    })
    expect(admin({ kind: "exempted", until: at }).detail).toMatch(/until 14:04 UTC on 2026-11-24\.$/)
    expect(admin({ kind: "exempted", until: null }).title).toBe("Exemption ended")
    expect(admin({ kind: "imported", epoch: 1 }).detail).toMatch(/new code in a minute or two/)
    expect(admin({ kind: "noted" }).detail).toMatch(/^All sessions of the user/)
    expect(admin({ kind: "erased" }).detail).toMatch(
      /that somebody was erased, and not who; of an account it is erased too\.$/,
    )
  })
})
