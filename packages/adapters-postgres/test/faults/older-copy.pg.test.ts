import { expectKind } from "@muster/sdk"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { accountId, ann, system } from "../../../sdk/test/world.js"
import { type FaultWorld, openFaults } from "./open-faults.js"

let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(() => world.close())

const tables = ["accounts", "users", "events", "mail"]

/** Takes a copy of all rows, and returns what puts it back, as a restored backup does. */
async function backUp(): Promise<() => Promise<void>> {
  const { direct, schema } = world
  const copy = `${schema}_copy`
  await direct.query(`create schema ${copy}`)
  for (const table of tables) await direct.query(`create table ${copy}.${table} as table ${schema}.${table}`)
  return async () => {
    for (const table of tables) {
      await direct.query(`delete from ${schema}.${table}`)
      await direct.query(`insert into ${schema}.${table} overriding system value table ${copy}.${table}`)
    }
    await direct.query(`drop schema ${copy} cascade`)
  }
}

const recover = async (code: string) =>
  (await world.muster.signIn.useRecoveryCode({ ticket: await world.challengeTicket(), code })).kind

describe("a backup that is put back", () => {
  test("revives recovery codes that were spent since, until the user is reset", async () => {
    const { muster, enrolled } = world
    const [code = ""] = enrolled.recoveryCodes
    const restore = await backUp()
    expect(await recover(code)).toBe("signed-in")
    expect(await recover(code)).toBe("wrong-code")
    await restore()
    expect(await recover(code)).toBe("signed-in")
    const reset = await muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "restored a backup" })
    expect(reset.kind).toBe("reset")
    expect((await world.begin()).kind).toBe("enroll")
  })

  test("revives no session of after the copy, until its epoch is given again: those the host has to forget itself", async () => {
    const { muster } = world
    const { app } = await world.enrollUser()
    const restore = await backUp()
    await muster.users.primaryChanged({ accountId, userId: ann.id })
    const later = await muster.signIn.verify({ ticket: await world.challengeTicket(), code: app.code() })
    const { assurance } = expectKind(later, "signed-in")
    await restore()
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
    await muster.users.primaryChanged({ accountId, userId: ann.id })
    expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  })
})
