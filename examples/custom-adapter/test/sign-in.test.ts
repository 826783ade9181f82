import { createClient } from "@libsql/client"
import { ephemeralKeys } from "@muster/core"
import { expectKind, type HostTransaction } from "@muster/sdk"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sqliteTransaction } from "../src/host-transaction.js"
import { openMuster } from "../src/open-muster.js"
import { newFile } from "./new-file.js"
import { accountId, ann, newKey, openStory, otherThan } from "./story.js"

let file: ReturnType<typeof newFile>
let story: Awaited<ReturnType<typeof openStory>>
beforeEach(async () => {
  file = newFile()
  story = await openStory(file.url, { key: newKey(), at: "2026-11-24T09:00:00Z" })
})
afterEach(() => {
  story.muster.close()
  file.remove()
})

test("a code signs in once, and fifty wrong ones at once are compared five times", async () => {
  const { muster, challenge, enroll } = story
  const { app } = await enroll()
  const ticket = await challenge()
  const code = app.code()
  const tries = Array.from({ length: 20 }, () => muster.signIn.verify({ ticket, code }))
  const kinds = (await Promise.all(tries)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === "signed-in")).toHaveLength(1)

  const later = await challenge()
  const guesses = await Promise.all(
    Array.from({ length: 50 }, () => muster.signIn.verify({ ticket: later, code: otherThan(code) })),
  )
  expect(guesses.filter(({ kind }) => kind === "wrong-code")).toHaveLength(5)
})

test("the host's row and Muster's save are one commit, and an assurance is given after it", async () => {
  const { muster, challenge, enroll } = story
  const { app } = await enroll()
  const client = createClient({ url: file.url })
  await client.execute("create table sign_ins (user_id text not null) strict")
  const signIns = async () => (await client.execute("select user_id from sign_ins")).rows.map((row) => row.user_id)
  const noted = sqliteTransaction(client, (transaction, { userId }) =>
    transaction.execute({ sql: "insert into sign_ins values (:userId)", args: { userId } }),
  )
  const failing = sqliteTransaction(client, async () => {
    throw new Error("the host changed its mind")
  })
  const ticket = await challenge()
  const code = app.code()
  await expect(muster.signIn.verify({ ticket, code, transaction: failing })).rejects.toThrow("changed its mind")
  expect(await signIns()).toEqual([])
  expectKind(await muster.signIn.verify({ ticket, code, transaction: noted }), "signed-in")
  expect(await signIns()).toEqual(["ann"])
  client.close()
})

test("a host's transaction that gave way to another connection is opened again", async () => {
  const { muster, challenge, enroll } = story
  const { app } = await enroll()
  const [client, other] = [createClient({ url: file.url }), createClient({ url: file.url })]
  await client.execute("create table sign_ins (user_id text not null) strict")
  let opened = 0
  const transaction: HostTransaction = async (save, { userId }) => {
    opened += 1
    const open = await client.transaction("deferred")
    try {
      await open.execute("select * from sign_ins")
      if (opened === 1) await other.execute("insert into sign_ins values ('bob')")
      await open.execute({ sql: "insert into sign_ins values (:userId)", args: { userId } })
      await save(open)
      await open.commit()
    } finally {
      open.close()
    }
  }
  expectKind(await muster.signIn.verify({ ticket: await challenge(), code: app.code(), transaction }), "signed-in")
  expect(opened).toBe(2)
  const { rows } = await other.execute("select user_id from sign_ins")
  expect(rows.map((row) => row.user_id)).toEqual(["bob", "ann"])
  for (const each of [client, other]) each.close()
})

test("what has happened is in the audit log, and the mail has gone", async () => {
  const { muster, sent, enroll } = story
  await enroll()
  const { items } = await muster.accounts.events({ accountId })
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["two-factor-enabled", "enrolled"]))
  expect(sent.map(({ message }) => message.kind)).toEqual(["email-code", "enrolled"])
  expect(sent.every(({ to }) => to === ann.email)).toBe(true)
})

test("a clock that agrees with the file's is trusted, and one that is ten seconds off is refused", async () => {
  const mailer = { send: async () => ({ kind: "accepted" }) as const }
  const logger = { warn: () => {}, error: () => {} }
  const outcomes: unknown[] = []
  for (const offBy of [0, 10_000, -10_000]) {
    const clock = { now: () => Date.now() + offBy }
    const muster = await openMuster(file.url, { keys: ephemeralKeys(), mailer, logger, clock })
    const begun = muster.signIn.begin({ accountId, user: ann, client: { platform: "web" }, primary: "password" })
    outcomes.push(
      await begun.then(
        ({ kind }) => kind,
        ({ code, field }) => [code, field],
      ),
    )
    muster.close()
  }
  const refused = ["ERR_CONFIGURATION", "clock"]
  expect(outcomes).toEqual(["signed-in", refused, refused])
})
