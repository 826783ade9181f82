import { isMusterError } from "@muster/core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openWorld, otherThan } from "../../../sdk/test/world.js"
import { postgresStore } from "../../src/index.js"
import { isolationLevels } from "../clients/host.js"
import { type FaultWorld, openFaults } from "./open-faults.js"

describe.each(isolationLevels)("at %s, between four machines", (isolation) => {
  let world: FaultWorld
  let machines: readonly Pick<FaultWorld, "muster">[]
  beforeAll(async () => {
    const options = `-c default_transaction_isolation=${isolation.replace(" ", "\\ ")}`
    world = await openFaults({ pool: { options } })
    const { open, schema, keys, clock } = world
    // Each waits in turn for its own calls alone: the machines meet in the database.
    machines = [1, 2, 3, 4].map(() => {
      const client = open.openPool({ max: 4, options })
      return openWorld({ store: postgresStore({ client, schema }), keys, clock })
    })
  })
  afterAll(() => world.close())

  /** One call on each ticket, on one machine after the other; a conflict that was given up is the only thing thrown. */
  async function onMachines(
    tickets: readonly string[],
    call: (muster: FaultWorld["muster"], ticket: string) => Promise<{ readonly kind: string }>,
  ) {
    const answers = await Promise.all(
      tickets.map(async (ticket, n) => {
        const { muster } = machines[n % machines.length] as (typeof machines)[number]
        try {
          return (await call(muster, ticket)).kind
        } catch (error) {
          if (isMusterError(error, "ERR_STORE_CONFLICT") && error.retryable) return "conflict"
          throw error
        }
      }),
    )
    return (...kinds: readonly string[]) => answers.filter((kind) => kinds.includes(kind)).length
  }
  const tickets = (count: number) => Promise.all(Array.from({ length: count }, () => world.challengeTicket()))

  test("of 100 right codes at once one is accepted, and none is called a wrong guess", async () => {
    const code = world.app.code()
    const before = await world.stands()
    const count = await onMachines(await tickets(100), (muster, ticket) => muster.signIn.verify({ ticket, code }))
    // A code that was used a moment ago is answered as a wrong one, and returned.
    expect(count("signed-in", "wrong-code", "throttled", "busy", "conflict")).toBe(100)
    // At the other levels whoever is first may give up against the others, and then nobody is second.
    expect(count("signed-in")).toBeLessThanOrEqual(1)
    if (isolation === "read committed") expect(count("signed-in")).toBe(1)
    const after = await world.stands()
    expect(after.accepted - before.accepted).toBe(count("signed-in"))
    world.clock.advance({ minutes: 61 })
    const ticket = await world.challengeTicket()
    expect((await world.muster.signIn.verify({ ticket, code: world.app.code() })).kind).toBe("signed-in")
  })

  test("of 100 wrong codes at once no more are compared than the limit", async () => {
    const code = otherThan(world.app.code())
    const compared = world.comparisons()
    const count = await onMachines(await tickets(100), (muster, ticket) => muster.signIn.verify({ ticket, code }))
    expect(count("wrong-code")).toBeLessThanOrEqual(5)
    // Where a statement waits for the one in front, none is lost.
    if (isolation === "read committed") expect(count("wrong-code")).toBe(5)
    expect(world.comparisons() - compared).toBe(count("wrong-code"))
    expect(count("wrong-code", "throttled", "conflict")).toBe(100)
    expect(await world.stands()).toMatchObject({ failures: count("wrong-code") })
    world.clock.advance({ hours: 1 })
  })

  test("of 40 uses of one recovery code at once one is accepted", async () => {
    const bob = { id: "bob", email: "bob@acme.example" }
    const { enrolled } = await world.enrollUser(bob)
    const [code = ""] = enrolled.recoveryCodes
    const ofBob = await Promise.all(Array.from({ length: 40 }, () => world.challengeTicket(bob)))
    const count = await onMachines(ofBob, (muster, ticket) => muster.signIn.useRecoveryCode({ ticket, code }))
    expect(count("signed-in")).toBeLessThanOrEqual(1)
    if (isolation === "read committed") expect(count("signed-in")).toBe(1)
    expect(await world.stands("bob")).toMatchObject({ accepted: 1 + count("signed-in") })
  })
})
