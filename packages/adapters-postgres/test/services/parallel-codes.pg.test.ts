import { ephemeralKeys } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { expectKind, type VerifyResult } from "@muster/sdk"
import { afterEach, beforeEach, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan } from "../../../sdk/test/world.js"
import { postgresStore } from "../../src/index.js"
import { openServices } from "./open-services.js"

let world: Awaited<ReturnType<typeof openServices>>
let code: string
const keys = ephemeralKeys()
beforeEach(async () => {
  world = await openServices({ keys })
  await world.enable()
  const { app } = await world.enrollUser()
  code = app.code()
})
afterEach(() => world.close())

const times = <T>(count: number, call: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => call(n)))
/** Verifies a code 300 times at once, on three machines: no more calls meet in one than may wait there. */
const verifyOn3Machines = async (code: string) => {
  const { pool: client, schema, clock, challengeTicket } = world
  const machines = [1, 2, 3].map(() => openWorld({ store: postgresStore({ client, schema }), keys, clock }).muster)
  const tickets = await times(100, () => Promise.all(machines.map(() => challengeTicket())))
  const verified = await times(100, (n) =>
    Promise.all(machines.map(({ signIn }, at) => signIn.verify({ ticket: tickets[n]?.[at] ?? "", code }))),
  )
  return verified.flat()
}
const count = (answers: readonly { readonly kind: string }[], kind: string) =>
  answers.filter((answer) => answer.kind === kind).length

test("300 parallel wrong codes are compared no more often than the limit", async () => {
  const answers = await verifyOn3Machines(otherThan(code))
  expect(count(answers, "wrong-code")).toBe(5)
  expect(count(answers, "throttled")).toBe(295)
})

test("300 parallel right codes are accepted once", async () => {
  const answers = await verifyOn3Machines(code)
  expect(count(answers, "signed-in")).toBe(1)
})

test("one ticket and one code, sent 50 times at once, sign in once", async () => {
  const { muster, challengeTicket } = world
  const ticket = await challengeTicket()
  const answers = await times(50, () => muster.signIn.verify({ ticket, code }))
  expect(count(answers, "signed-in")).toBe(1)
})

test("a right code beside parallel charges is not lost", async () => {
  const { muster, store, challengeTicket } = world
  const tickets = await times(4, () => challengeTicket())
  const answers: VerifyResult[] = await times(4, (n) =>
    muster.signIn.verify({ ticket: tickets[n] ?? "", code: n === 2 ? code : otherThan(code) }),
  )
  expect(answers.map(({ kind }) => kind)).toEqual(["wrong-code", "wrong-code", "signed-in", "wrong-code"])
  const { throttles } = await store.loadUser({ accountId, userId: ann.id })
  expect(throttles.codes.failures).toBeLessThan(4)
})

test("one recovery code, used 50 times at once, signs in once", async () => {
  const { muster, enrollUser, challengeTicket } = world
  const bob = { id: "bob", email: "bob@acme.example" }
  const { enrolled } = await enrollUser(bob)
  const tickets = await times(50, () => challengeTicket(bob))
  const [recoveryCode = ""] = enrolled.recoveryCodes
  const answers = await times(50, (n) =>
    muster.signIn.useRecoveryCode({ ticket: tickets[n] ?? "", code: recoveryCode }),
  )
  expect(count(answers, "signed-in")).toBe(1)
})

test("one email code, typed 50 times at once, opens one enrollment; confirming 50 times at once enrolls once", async () => {
  const { muster, clock, enrollTicket, sendCode } = world
  const bob = { id: "bob", email: "bob@acme.example" }
  const ticket = await enrollTicket(bob)
  const emailCode = await sendCode(ticket, bob.email)
  const verified = await times(50, () => muster.enrollment.verifyEmailCode({ ticket, code: emailCode }))
  expect(count(verified, "email-verified")).toBe(1)
  const next = verified.find((answer) => answer.kind === "email-verified")
  if (next === undefined) throw new Error("one is verified")

  const issued = await times(10, () => muster.enrollment.issueKey({ ticket: next.ticket }))
  const keys = issued.filter((answer) => answer.kind === "key-issued").map(({ setupKey }) => setupKey.bare)
  expect(new Set(keys).size).toBe(1)
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: next.ticket }), "key-issued")
  const first = authenticator(otpauthUri, clock).code()
  const confirmed = await times(50, () => muster.enrollment.confirm({ ticket: next.ticket, code: first }))
  expect(count(confirmed, "enrolled")).toBe(1)
})

test("a sign-in through a pool of one connection inside the host's transaction does not wait for itself", async () => {
  const { muster, challengeTicket, openPool } = world
  const pool = openPool({ max: 1 })
  const done = await muster.signIn.verify({
    ticket: await challengeTicket(),
    code,
    transaction: async (save) => {
      const client = await pool.connect()
      try {
        await client.query("begin")
        await save(client)
        await client.query("commit")
      } catch (error) {
        await client.query("rollback")
        throw error
      } finally {
        client.release()
      }
    },
  })
  expect(done.kind).toBe("signed-in")
})
