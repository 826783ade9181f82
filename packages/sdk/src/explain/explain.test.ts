import type { Reason } from "@muster/policy"
import { describe, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"
import { explain } from "./explain.js"
import type { Explainable } from "./explainable.js"

const detail = (answer: Explainable) => explain(answer).detail
const at = Date.UTC(2026, 10, 24, 14, 4, 30)

describe("on the way to a factor", () => {
  test("a user is told what to do on each step", async () => {
    const { muster, enable, begin, mailer, clock } = openWorld()
    await enable()
    const enroll = expectKind(await begin(), "enroll")
    expect(explain(enroll)).toEqual({
      title: "Set up two-factor",
      detail:
        "The account has asked for two-factor since 2026-11-24 09:00 UTC. It is set up at sign-in, with an authenticator app. Setting up begins with a code by mail. Have it sent to a•••@acme.example.",
    })
    const sent = await muster.enrollment.sendEmailCode({ ticket: enroll.ticket })
    expect(explain(sent)).toEqual({
      title: "Check your mail",
      detail:
        "A 6-digit code was sent to a•••@acme.example. Enter it before 09:10 UTC on 2026-11-24. Another code can be sent from 09:01 UTC on 2026-11-24.",
    })
    const early = await muster.enrollment.issueKey({ ticket: enroll.ticket })
    expect(detail(early)).toMatch(/^You are on another step meanwhile\. A 6-digit code was sent/)

    const code = mailer.lastCodeTo(ann.email)
    const verified = await muster.enrollment.verifyEmailCode({ ticket: enroll.ticket, code })
    expect(detail(verified)).toBe(
      "Your email address is verified. Now set up the authenticator app, before 10:00 UTC on 2026-11-24.",
    )
    const { ticket } = expectKind(verified, "email-verified")
    expect(detail(await muster.enrollment.issueKey({ ticket }))).toBe(
      "Scan the QR code with an authenticator app, or type the key into it. Then enter the 6-digit code that the app shows, before 10:00 UTC on 2026-11-24.",
    )
    expect(detail(await muster.enrollment.confirm({ ticket, code: "12" }))).toBe(
      "This is not a whole code: enter it as it is shown. You have 5 tries before you have to wait.",
    )
    expect(detail(await muster.enrollment.cancel({ ticket }))).toMatch(/^Setting up was stopped/)
    expect(detail(await muster.enrollment.current({ ticket }))).toMatch(/Sign in from the beginning\.$/)
    expect(clock.now()).toBe(Date.parse("2026-11-24T09:00:00Z"))
  })

  test("a user is told of the recovery codes, then asked for a code", async () => {
    const { enable, enrollUser, begin } = openWorld()
    await enable()
    const { enrolled } = await enrollUser()
    expect(detail(enrolled)).toBe(
      "Keep the 10 recovery codes in a safe place: they are not shown again, and each works once in place of the app.",
    )
    expect(explain(await begin())).toEqual({
      title: "Enter a code",
      detail: "Enter the 6-digit code from your authenticator app. Without the app, use a recovery code.",
    })
  })
})

describe("at the sign-in", () => {
  test("a user is told what is wrong with a code, how many tries are left, and when the next is heard", async () => {
    const { muster, enable, enrollUser, challengeTicket, clock } = openWorld()
    await enable()
    const { app, enrolled } = await enrollUser()
    const ticket = await challengeTicket()
    const wrong = otherThan(app.code())
    const said: string[] = []
    for (let attempt = 0; attempt < 7; attempt++) said.push(detail(await muster.signIn.verify({ ticket, code: wrong })))
    expect(said[0]).toBe("This code is not right. You have 4 tries before you have to wait.")
    expect(said[3]).toBe("This code is not right. You have 1 try before you have to wait.")
    expect(said[4]).toBe("This code is not right. Try again at 09:01 UTC on 2026-11-24.")
    expect(said[6]).toBe("There were several wrong codes. Try again at 09:01 UTC on 2026-11-24.")

    const recovered = await muster.signIn.useRecoveryCode({ ticket, code: enrolled.recoveryCodes[0] ?? "" })
    expect(detail(recovered)).toBe("You are signed in with a recovery code, and have 9 others left.")
    expect(clock.now()).toBeLessThan(Date.parse("2026-11-24T09:01:00Z"))
  })

  test("a session says why it ends", async () => {
    const { muster, begin } = openWorld()
    const { assurance } = expectKind(await begin(), "signed-in")
    expect(detail(expectKind(await begin(), "signed-in"))).toBe("You are signed in.")
    await muster.accounts.enable({ accountId, actor: system, forcedLogout: "now" })
    const verdict = await muster.sessions.check({ assurance })
    expect(explain(verdict)).toEqual({
      title: "Signed out",
      detail:
        "The forced logout of 2026-11-24 09:00 UTC ends the sessions without two-factor of all who are asked for it. The next sign-in asks for it, or has it set up.",
    })
  })
})

describe("for an admin", () => {
  test("switching on says when sessions end and what to know, and a refusal everything in the way", async () => {
    const { muster } = openWorld()
    const refused = await muster.accounts.enable({
      accountId,
      actor: system,
      forcedLogout: { date: "2027-01-31", timeZone: "UTC" },
    })
    expect(explain(refused)).toEqual({
      title: "Nothing was changed",
      detail: "Choose a date no later than 2026-12-08. Users have 14 days from the day two-factor is switched on.",
    })
    const enabled = await muster.accounts.enable({
      accountId,
      actor: system,
      forcedLogout: { date: "2026-12-04", timeZone: "UTC" },
    })
    expect(explain(enabled)).toEqual({
      title: "Two-factor is on",
      detail: expect.stringMatching(
        /^Users set it up at their next sign-in; sessions without it end at 00:00 UTC on 2026-12-04\./,
      ),
    })
  })
})

describe("explain", () => {
  test("takes a single reason", () => {
    const reason: Reason = { code: "self-reset", params: {}, source: { kind: "user" } }
    expect(detail(reason)).toBe("You cannot take your own two-factor away as an admin. Ask another admin.")
  })

  test("gives a general text for a kind, or a value in it, that a newer server has added", () => {
    const foreign = (answer: unknown) => detail(answer as Explainable)
    for (const kind of ["passkey-needed", "constructor", "__proto__", 7]) {
      expect(foreign({ kind })).toBe("This answer is not known here. A newer version of this app may explain it.")
    }
    expect(foreign({ kind: "throttled", limit: "moon", retryAt: at })).toBe(
      "That was asked for too often. Try again at 14:05 UTC on 2026-11-24.",
    )
    expect(foreign({ kind: "wrong-code", why: "toString", attemptsLeft: 1.5, retryAt: null })).toBe(
      "This code was not accepted. You have some tries before you have to wait.",
    )
    expect(foreign({ kind: "wrong-step", current: { kind: "passkey-made" } })).toContain("is not known here")
    expect(foreign({ kind: "ticket-rejected", reason: 4 })).toMatch(/^This sign-in cannot be continued\./)
  })
})
