import dgram from "node:dgram"
import dns from "node:dns"
import net from "node:net"
import { qrSvg } from "@muster/core/qr"
import { authenticator } from "@muster/core/testing"
import { afterEach, expect, test, vi } from "vitest"
import { expectKind } from "../src/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { accountId, ann, openWorld, system, web } from "./world.js"

afterEach(() => {
  vi.restoreAllMocks()
})

test("the key and the recovery codes are answered once: no call shows them after the factor is active", async () => {
  const { directory } = directoryOf([directoryUser("ann")])
  const { muster, clock, enable, verifiedTicket, begin } = openWorld({ directory })
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri, setupKey } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const code = authenticator(otpauthUri, clock).code()
  const enrolled = expectKind(await muster.enrollment.confirm({ ticket, code }), "enrolled")
  const { assurance } = expectKind(enrolled.next, "signed-in")
  const reads = [
    await muster.enrollment.issueKey({ ticket }),
    await muster.enrollment.current({ ticket }),
    await muster.enrollment.confirm({ ticket, code }),
    await muster.enrollment.begin({ assurance, user: ann, client: web }),
    await begin(),
    await muster.sessions.check({ assurance }),
    await muster.signIn.stepUp({ assurance, client: web }),
    await muster.users.status({ accountId, userId: "ann" }),
    await muster.users.list({ accountId }),
    await muster.accounts.events({ accountId }),
    await muster.accounts.adoption({ accountId }),
    await muster.accounts.status({ accountId }),
    await muster.users.importFactor({
      accountId,
      userId: "ann",
      actor: system,
      reason: "moved",
      secret: new Uint8Array(20),
      totp: { digits: 6, periodSeconds: 30, algorithm: "SHA-1" },
    }),
  ]
  const shown = JSON.stringify(reads)
  expect(shown).toContain("ann")
  for (const secret of [
    setupKey.bare,
    setupKey.groups.join(" "),
    JSON.stringify(setupKey.groups),
    otpauthUri,
    ...enrolled.recoveryCodes,
  ]) {
    expect(shown.includes(secret)).toBe(false)
  }
})

test("the code that is mailed is in no answer to whoever asked for it", async () => {
  const { muster, mailer, clock, enable, enrollTicket } = openWorld()
  await enable()
  const ticket = await enrollTicket()
  const answers: unknown[] = []
  for (let sends = 0; sends < 5; sends++) {
    answers.push(await muster.enrollment.sendEmailCode({ ticket }), await muster.enrollment.current({ ticket }))
    clock.advance({ minutes: 1 })
  }
  const verified = await muster.enrollment.verifyEmailCode({ ticket, code: mailer.lastCodeTo(ann.email) })
  expectKind(verified, "email-verified")
  const codes = mailer.sent.flatMap(({ message }) => (message.kind === "email-code" ? [message.code] : []))
  expect(codes).toHaveLength(5)
  // Six digits may stand inside a longer number by chance; on their own they may not.
  const words = JSON.stringify([...answers, verified]).split(/[^\w-]+/)
  for (const code of codes) expect(words).not.toContain(code)
})

test("enrolling, its QR code included, asks nothing of the network", async () => {
  const spies = [
    vi.spyOn(net.Socket.prototype, "connect"),
    vi.spyOn(dgram.Socket.prototype, "send"),
    vi.spyOn(dns, "lookup"),
    vi.spyOn(globalThis, "fetch"),
  ]
  const { muster, clock, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  expect(qrSvg(otpauthUri)).toMatch(/^<svg/)
  const code = authenticator(otpauthUri, clock).code()
  expectKind(await muster.enrollment.confirm({ ticket, code }), "enrolled")
  for (const spy of spies) expect(spy).not.toHaveBeenCalled()
})
