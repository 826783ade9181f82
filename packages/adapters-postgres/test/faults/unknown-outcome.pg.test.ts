import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { pgTransaction } from "../clients/guide/pg.js"
import { type FaultWorld, openFaults, statements } from "./open-faults.js"
import type { Fate } from "./proxy.js"
import { unavailable } from "./unavailable.js"

let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(() => world.close())

/** A call that takes a code, made again under the same name or another one. */
interface Call {
  readonly userId: string
  readonly answers: string
  readonly make: (attemptId: string) => Promise<{ readonly kind: string }>
  /** The same code with another ticket. */
  readonly replay: () => Promise<{ readonly kind: string }>
}

let users = 0
const nextUser = () => {
  users += 1
  return { id: `user-${users}`, email: `user-${users}@acme.example` }
}

const calls: Readonly<Record<string, () => Promise<Call>>> = {
  async verify() {
    const { muster, app, challengeTicket } = world
    const [ticket, other, code] = [await challengeTicket(), await challengeTicket(), app.code()]
    return {
      userId: "ann",
      answers: "signed-in",
      make: (attemptId) => muster.signIn.verify({ ticket, code, attemptId }),
      replay: () => muster.signIn.verify({ ticket: other, code }),
    }
  },
  async useRecoveryCode() {
    const { muster, challengeTicket, enrollUser } = world
    const user = nextUser()
    const [code = ""] = (await enrollUser(user)).enrolled.recoveryCodes
    const [ticket, other] = [await challengeTicket(user), await challengeTicket(user)]
    return {
      userId: user.id,
      answers: "signed-in",
      make: (attemptId) => muster.signIn.useRecoveryCode({ ticket, code, attemptId }),
      replay: () => muster.signIn.useRecoveryCode({ ticket: other, code }),
    }
  },
  async confirm() {
    const { muster, clock, verifiedTicket, challengeTicket } = world
    const user = nextUser()
    const ticket = await verifiedTicket(user)
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const code = authenticator(otpauthUri, clock).code()
    return {
      userId: user.id,
      answers: "enrolled",
      make: (attemptId) => muster.enrollment.confirm({ ticket, code, attemptId }),
      replay: async () => muster.signIn.verify({ ticket: await challengeTicket(user), code }),
    }
  },
}

/** What has been done when the connection breaks. */
const ends: readonly (readonly [keyof typeof statements, Fate, Partial<Record<"failures" | "accepted", number>>])[] = [
  ["charge", "lost", { failures: 0, accepted: 0 }],
  ["charge", "unanswered", { failures: 1, accepted: 0 }],
  ["save", "lost", { failures: 1, accepted: 0 }],
  ["save", "unanswered", { accepted: 1 }],
]
const name = "9c0d7a1e-54b1-4c62-9a2e-1d1f5d0c7a10"
const another = "0e9b5c1a-2f64-4d0b-8a51-6c0f6f4f3b22"
const cases = Object.keys(calls).flatMap((call) => ends.map(([at, fate, done]) => ({ call, at, fate, done })))

describe("a connection that breaks in the middle", () => {
  test.each(cases)(
    "of $call, the $at being $fate: nothing is accepted twice or for nothing, and the same try is answered",
    async ({ call, at, fate, done }) => {
      const { proxy, stands, comparisons } = world
      const { userId, answers, make, replay } = await (calls[call] as () => Promise<Call>)()
      const [before, compared] = [await stands(userId), comparisons()]
      const { met } = proxy.strike(statements[at], fate)
      await expect(make(name)).rejects.toSatisfy(unavailable)
      await met

      const broken = await stands(userId)
      expect({
        failures: broken.failures - before.failures,
        accepted: broken.accepted - before.accepted,
      }).toMatchObject(done)
      if (at === "charge") expect(comparisons()).toBe(compared)

      expect((await make(name)).kind).toBe(answers)
      expect((await make(another)).kind).toBe("ticket-rejected")
      expect((await replay()).kind).toBe("wrong-code")
      expect(await stands(userId)).toMatchObject({ accepted: before.accepted + 1 })
    },
  )
})

describe("the host's transaction", () => {
  beforeAll(() => world.direct.query(`create table ${world.schema}.sign_ins (user_id text)`))

  const hosted = async (attemptId: string, ticket: string, code: string) => {
    const transaction = pgTransaction(world.pool)
    return world.muster.signIn.verify({ ticket, code, attemptId, transaction })
  }
  const rows = async () => {
    const { rows } = await world.direct.query(`select count(*)::int from ${world.schema}.sign_ins`)
    return rows[0].count as number
  }

  test.each(["lost", "unanswered"] as const)(
    "whose commit is %s is the host's to see, and the same try leaves one sign-in and one row",
    async (fate) => {
      const [ticket, code, before, signIns] = [
        await world.challengeTicket(),
        world.app.code(),
        await world.stands(),
        await rows(),
      ]
      world.proxy.strike(statements.commit, fate)
      await expect(hosted(name, ticket, code)).rejects.toThrow("Connection terminated unexpectedly")
      expect((await hosted(name, ticket, code)).kind).toBe("signed-in")
      expect((await hosted(another, ticket, code)).kind).toBe("ticket-rejected")
      expect(await rows()).toBe(signIns + 1)
      expect(await world.stands()).toMatchObject({ accepted: before.accepted + 1 })
    },
  )
})
