import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { expectKind } from "../src/index.js"
import { accountId, ann, openWorld, system, web } from "./world.js"

test("every factor that a user had, since when, how it went and by whom, is told by the audit log after it is gone", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket, sendCode } = openWorld()
  await enable()
  const firstAt = clock.now()
  const { enrolled } = await enrollUser()
  clock.advance({ days: 1 })
  const [recoveryCode] = enrolled.recoveryCodes
  const begun = await muster.factors.beginReplacement({ ticket: await challengeTicket(), recoveryCode })
  const first = expectKind(begun, "enroll").ticket
  const verified = await muster.enrollment.verifyEmailCode({ ticket: first, code: await sendCode(first) })
  const { ticket } = expectKind(verified, "email-verified")
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const replacedAt = clock.now()
  expectKind(await muster.enrollment.confirm({ ticket, code: authenticator(otpauthUri, clock).code() }), "enrolled")
  clock.advance({ days: 1 })
  const resetAt = clock.now()
  await muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" })

  const { items } = await muster.accounts.events({ accountId, userId: ann.id })
  const kinds = ["enrolled", "factor-replaced", "factor-reset"]
  const told = items.filter(({ kind }) => kinds.includes(kind)).reverse()
  expect(told).toMatchObject([
    { kind: "enrolled", at: firstAt, actor: { userId: "ann" }, client: web },
    { kind: "factor-replaced", at: replacedAt, actor: { userId: "ann" }, client: web },
    { kind: "factor-reset", at: resetAt, actor: system, before: { enrolledAt: replacedAt }, reason: "phone lost" },
  ])
})
