import { ephemeralKeys } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { type Assurance, expectKind } from "../index.js"

const reason = "asked for by letter"
const { directory } = directoryOf([directoryUser("ann", { email: "new@acme.example" })])
const erasing = { accountId, userId: "ann", actor: system, reason }

describe("what was signed in before an erasing is dead", () => {
  test("after the user has enrolled anew under the same id, and stays dead however often they are erased", async () => {
    const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
    await enable()
    const dead: { readonly ticket: string; readonly assurance: Assurance }[] = []
    for (let life = 0; life < 3; life++) {
      const { app, enrolled } = await enrollUser()
      const { assurance } = expectKind(enrolled.next, "signed-in")
      for (const before of dead) {
        expect(await muster.signIn.verify({ ticket: before.ticket, code: app.code() })).toMatchObject({
          kind: "ticket-rejected",
        })
        expect((await muster.sessions.check({ assurance: before.assurance })).kind).toBe("logout")
      }
      expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
      dead.push({ ticket: await challengeTicket(), assurance })
      expect(await muster.users.erase(erasing)).toEqual({ kind: "erased" })
      clock.advance({ minutes: 1 })
    }
  })

  test("also a password-only session that a changed password had ended", async () => {
    const { muster, begin } = openWorld()
    const { assurance } = expectKind(await begin(), "signed-in")
    await muster.users.primaryChanged({ accountId, userId: "ann" })
    await muster.users.erase(erasing)
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
    const anew = expectKind(await begin(), "signed-in")
    expect((await muster.sessions.check({ assurance: anew.assurance })).kind).toBe("continue")
  })

  test("also a ticket to enroll with", async () => {
    const { muster, clock, enable, verifiedTicket } = openWorld()
    await enable()
    const ticket = await verifiedTicket()
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    await muster.users.erase(erasing)
    const code = authenticator(otpauthUri, clock).code()
    expect((await muster.enrollment.confirm({ ticket, code })).kind).toBe("ticket-rejected")
  })
})

describe("an enrolled user who is erased", () => {
  test.each(["inline", "jobs"] as const)("is told at both addresses within the call: sendMail %s", async (sendMail) => {
    const keys = ephemeralKeys()
    const { mailer, store, clock, enable, enrollUser } = openWorld({ directory, keys })
    await enable()
    await enrollUser()
    const { muster } = openWorld({ directory, keys, store, mailer, clock, sendMail })
    const sent = mailer.sent.length
    expect(await muster.users.erase(erasing)).toEqual({ kind: "erased" })
    const told = mailer.sent.slice(sent)
    expect(told.map(({ to }) => to).sort()).toEqual([ann.email, "new@acme.example"])
    for (const { message } of told) expect(message).toMatchObject({ kind: "factor-reset", by: system })
    expect(await store.nextMailAt()).toBeNull()
  })

  test("is told nothing where there was no factor", async () => {
    const { muster, mailer } = openWorld({ directory })
    await muster.users.primaryChanged({ accountId, userId: "ann" })
    await muster.users.erase(erasing)
    expect(mailer.sent).toEqual([])
  })

  test("is unknown again, and listed only where the directory lists them", async () => {
    const gone = openWorld({ directory: directoryOf([]).directory })
    for (const { muster, enable, enrollUser } of [gone, openWorld()]) {
      await enable()
      await enrollUser()
      await muster.users.erase(erasing)
      expect((await muster.users.list({ accountId })).items).toEqual([])
    }
    expect(await gone.muster.users.reset(erasing)).toMatchObject({ reasons: [{ code: "user-unknown" }] })
    const { muster, enable, enrollUser } = openWorld({ directory })
    await enable()
    await enrollUser()
    await muster.users.erase(erasing)
    expect((await muster.users.list({ accountId })).items).toMatchObject([{ userId: "ann", state: "not-enrolled" }])
  })
})
