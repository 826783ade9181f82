import { isMusterError } from "@muster/core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ann, otherThan } from "../../../sdk/test/world.js"
import { deadlines } from "../clients/guide/pg.js"
import { type OpenTransaction, openTransaction } from "../open-transaction.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

const bob = { id: "bob", email: "bob@acme.example" }
const cem = { id: "cem", email: "cem@acme.example" }

describe("while a user's row is locked", () => {
  let world: FaultWorld
  let holder: OpenTransaction
  beforeAll(async () => {
    world = await openFaults({ pool: { max: 4 } })
    const { open, schema } = world
    holder = await openTransaction(open)
    await holder.client.query(`select from ${schema}.users where user_id = $1 for update`, [ann.id])
  })
  afterAll(() => world.close())

  test("200 calls about that user are refused within the wait of one, and no code is called wrong", async () => {
    const { muster, challengeTicket, app, comparisons, pool } = world
    const tickets = await Promise.all(Array.from({ length: 200 }, () => challengeTicket()))
    const [compared, code, began] = [comparisons(), app.code(), performance.now()]
    let mostUsed = 0
    const looking = setInterval(() => {
      mostUsed = Math.max(mostUsed, pool.totalCount - pool.idleCount)
    }, 5)
    const answers = await Promise.allSettled(tickets.map((ticket) => muster.signIn.verify({ ticket, code })))
    clearInterval(looking)
    expect(
      answers.filter(
        ({ status, reason }: { status: string; reason?: unknown }) => status === "rejected" && unavailable(reason),
      ),
    ).toHaveLength(200)
    expect(performance.now() - began).toBeLessThan(deadlines.lock_timeout + 2000)
    expect(comparisons()).toBe(compared)
    expect(mostUsed).toBe(1)
  })

  test("200 calls about others beside 200 about that user are answered as ever", async () => {
    const { muster, challengeTicket, enrollUser, app } = world
    const { app: ofCem } = await enrollUser(cem)
    const { app: ofBob } = await enrollUser(bob)
    const [right, wrong] = [ofCem.code(), otherThan(ofBob.code())]
    const tickets = await Promise.all(Array.from({ length: 200 }, () => challengeTicket()))
    const refused = Promise.allSettled(tickets.map((ticket) => muster.signIn.verify({ ticket, code: app.code() })))
    const guesses = await Promise.all(Array.from({ length: 199 }, () => challengeTicket(bob)))
    const answers = await Promise.all([
      muster.signIn.verify({ ticket: await challengeTicket(cem), code: right }),
      ...guesses.map((ticket) => muster.signIn.verify({ ticket, code: wrong })),
    ])
    const count = (kind: string) => answers.filter((answer) => answer.kind === kind).length
    expect([count("signed-in"), count("wrong-code"), count("throttled")]).toEqual([1, 5, 194])
    expect((await refused).every(({ status }) => status === "rejected")).toBe(true)
  })

  test("the user signs in as soon as it is free again", async () => {
    await holder.end("rollback")
    const { muster, challengeTicket, app } = world
    expect((await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("signed-in")
  })
})

describe("a pool of one connection", () => {
  test("serves 100 calls at once of 10 users, none of them twice", async () => {
    const world = await openFaults({ pool: { max: 1, connectionTimeoutMillis: 20_000 } })
    const { muster, enrollUser, challengeTicket, close } = world
    const users = Array.from({ length: 10 }, (_, n) => ({ id: `user-${n}`, email: `user-${n}@acme.example` }))
    const phones: { code(): string }[] = []
    for (const user of users) phones.push((await enrollUser(user)).app)
    const calls = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const user = n % users.length
        return { user, ticket: await challengeTicket(users[user]), code: phones[user]?.code() ?? "" }
      }),
    )
    const answers = await Promise.all(
      calls.map(async ({ user, ticket, code }) => ({
        user,
        kind: (await muster.signIn.verify({ ticket, code })).kind,
      })),
    )
    const signedIn = answers.filter(({ kind }) => kind === "signed-in").map(({ user }) => user)
    expect(signedIn.sort((one, other) => one - other)).toEqual(users.map((_, n) => n))
    await close()
  })

  test("that somebody keeps is waited for as long as the guide says, and then nothing was accepted", async () => {
    const world = await openFaults({ pool: { max: 1 } })
    const { muster, pool, challengeTicket, app, stands, close } = world
    const [tickets, before] = [await Promise.all(Array.from({ length: 100 }, () => challengeTicket())), await stands()]
    const kept = await pool.connect()
    const began = performance.now()
    const answers = await Promise.allSettled(
      tickets.map((ticket) => muster.signIn.verify({ ticket, code: app.code() })),
    )
    expect(performance.now() - began).toBeLessThan(deadlines.connectionTimeoutMillis + 2000)
    for (const answer of answers) {
      expect(answer.status === "rejected" && isMusterError(answer.reason, "ERR_STORE_UNAVAILABLE")).toBe(true)
    }
    kept.release()
    expect(await stands()).toEqual(before)
    const [ticket = ""] = tickets
    expect((await muster.signIn.verify({ ticket, code: app.code() })).kind).toBe("signed-in")
    await close()
  })
})
