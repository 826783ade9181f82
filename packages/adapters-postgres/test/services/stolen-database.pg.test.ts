import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { afterEach, beforeEach, expect, test } from "vitest"
import { accountId } from "../../../sdk/test/world.js"
import { openServices } from "./open-services.js"

let world: Awaited<ReturnType<typeof openServices>>
beforeEach(async () => {
  // Mail stays in the outbox, so that the dump holds codes in every form in which they are ever stored.
  world = await openServices({ sendMail: "jobs" })
  await world.enable()
})
afterEach(() => world.close())

/** Every row of every table as text: what somebody with a dump can read. */
async function dump(): Promise<string> {
  const { pool, schema } = world
  const { rows: tables } = await pool.query(
    "select table_name from information_schema.tables where table_schema = $1",
    [schema],
  )
  expect(tables.length).toBeGreaterThan(4)
  const texts = tables.map(async ({ table_name }) => {
    const { rows } = await pool.query(`select t::text as text from ${schema}.${table_name} t`)
    return rows.map(({ text }) => text).join("\n")
  })
  return (await Promise.all(texts)).join("\n")
}

/** A secret in the forms in which it might slip into a row. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")]
}

test("a dump contains no secret, no code and no address", async () => {
  const { muster, clock, mailer, enrollTicket, challengeTicket } = world
  const user = { id: "u-1", email: "canary.address@acme.example" }
  const first = await enrollTicket(user)
  await muster.enrollment.sendEmailCode({ ticket: first })
  const whilePending = await dump()
  await muster.jobs.run()
  const emailCode = mailer.lastCodeTo(user.email)
  const { ticket } = expectKind(
    await muster.enrollment.verifyEmailCode({ ticket: first, code: emailCode }),
    "email-verified",
  )
  const key = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const whileEnrolling = await dump()
  const app = authenticator(key.otpauthUri, clock)
  const { recoveryCodes } = expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
  const challenge = await challengeTicket(user)
  await muster.signIn.verify({ ticket: challenge, code: app.nextCode() })

  const dumped = [whilePending, whileEnrolling, await dump()].join("\n")
  expect(dumped).toContain("u-1")
  const canaries = [
    emailCode,
    key.setupKey.bare,
    user.email,
    app.nextCode(),
    first,
    ticket,
    challenge,
    ...recoveryCodes,
  ]
  for (const canary of canaries) {
    for (const form of [...forms(canary), ...forms(canary.replaceAll("-", ""))]) {
      // Six digits may stand inside a longer number by chance; on their own they may not.
      const found = /^\d{6,9}$/.test(form) ? new RegExp(`(?<!\\d)${form}(?!\\d)`).test(dumped) : dumped.includes(form)
      expect(found, `a canary of ${canary.length} characters`).toBe(false)
    }
  }
})

test("a factor moved to another user's row, or changed in it, does not open", async () => {
  const { muster, pool, schema, challengeTicket } = world
  const ann = { id: "ann", email: "ann@acme.example" }
  const bob = { id: "bob", email: "bob@acme.example" }
  // Jobs have to run for the codes to be readable.
  const enroll = async (user: typeof ann) => {
    const ticket = await world.enrollTicket(user)
    await muster.enrollment.sendEmailCode({ ticket })
    await muster.jobs.run()
    const code = world.mailer.lastCodeTo(user.email)
    const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
    const key = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
    const app = authenticator(key.otpauthUri, world.clock)
    expectKind(await muster.enrollment.confirm({ ticket: verified.ticket, code: app.code() }), "enrolled")
    return app
  }
  const annsApp = await enroll(ann)
  await enroll(bob)
  await pool.query(
    `update ${schema}.users set state = (select state from ${schema}.users where account_id = $1 and user_id = 'ann')
      where account_id = $1 and user_id = 'bob'`,
    [accountId],
  )
  const ticket = await challengeTicket(bob)
  await expect(muster.signIn.verify({ ticket, code: annsApp.nextCode() })).rejects.toMatchObject({
    code: "ERR_RECORD_UNREADABLE",
  })
  await pool.query(
    `update ${schema}.users set state = replace(state, '"digits":6', '"digits":7') where account_id = $1 and user_id = 'ann'`,
    [accountId],
  )
  const widened = await challengeTicket(ann)
  await expect(muster.signIn.verify({ ticket: widened, code: `0${annsApp.nextCode()}` })).rejects.toMatchObject({
    code: "ERR_RECORD_UNREADABLE",
  })
})
