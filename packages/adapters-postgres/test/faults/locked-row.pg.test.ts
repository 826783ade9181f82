import { isMusterError } from "@muster/core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { accountId, ann, otherThan, system } from "../../../sdk/test/world.js"
import { deadlines } from "../clients/guide/pg.js"
import { type OpenTransaction, openTransaction, untilBlocked } from "../open-transaction.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

const bob = { id: "bob", email: "bob@acme.example" }
const dan = { id: "dan", email: "dan@acme.example" }
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
    await enrollUser(dan)
    // No more of one user than may wait.
    const guesses = await Promise.all(Array.from({ length: 199 }, (_, n) => challengeTicket(n % 2 === 0 ? bob : dan)))
    const answers = await Promise.all([
      muster.signIn.verify({ ticket: await challengeTicket(cem), code: right }),
      ...guesses.map((ticket) => muster.signIn.verify({ ticket, code: wrong })),
    ])
    const count = (kind: string) => answers.filter((answer) => answer.kind === kind).length
    expect([count("signed-in"), count("wrong-code"), count("throttled")]).toEqual([1, 10, 189])
    expect((await refused).every(({ status }) => status === "rejected")).toBe(true)
  })

  test("20 saves of that user wait on one connection, and fail together", async () => {
    const { muster, direct, schema } = world
    let [mostWaiting, isLooking] = [0, true]
    const looking = (async () => {
      while (isLooking) {
        const { rows } = await direct.query(
          "select count(*)::int as waiting from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'",
          [schema],
        )
        mostWaiting = Math.max(mostWaiting, rows[0].waiting)
      }
    })()
    const call = { accountId, userId: ann.id, actor: system, reason: "a test" }
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => muster.users.reset(call)))
    isLooking = false
    await looking
    expect(answers.filter((answer) => answer.status === "rejected" && unavailable(answer.reason))).toHaveLength(20)
    expect(mostWaiting).toBe(1)
  })

  test("the user signs in as soon as it is free again", async () => {
    await holder.end("rollback")
    const { muster, challengeTicket, app } = world
    expect((await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("signed-in")
  })
})

test("a host that holds the row itself saves in its transaction, although charges of that user wait", async () => {
  const world = await openFaults({ pool: { max: 4 } })
  const { muster, open, schema, challengeTicket, app, close } = world
  const [ticket, code] = [await challengeTicket(), app.code()]
  const others = await Promise.all([challengeTicket(), challengeTicket()])
  const holder = await openTransaction(open)
  let waiting: readonly Promise<{ readonly kind: string }>[] = []
  const answer = await muster.signIn.verify({
    ticket,
    code,
    async transaction(save) {
      await holder.client.query(`select from ${schema}.users where user_id = $1 for update`, [ann.id])
      waiting = others.map((other) => muster.signIn.verify({ ticket: other, code: otherThan(code) }))
      await untilBlocked(open)
      await save(holder.client)
      await holder.end("commit")
    },
  })
  expect(answer.kind).toBe("signed-in")
  expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(["wrong-code", "wrong-code"])
  await close()
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
