import { createTicketSeal, ephemeralKeys, systemRandom } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { expectKind, type SignedIn } from "../src/index.js"
import { begin, digits, openEnrolled, type Pair, type Prepare, pairs, recover, verify, wrong } from "./faults/pairs.js"
import { kindOf } from "./faults/play.js"
import { openCounted, ratioOfMedians } from "./faults/work.js"
import { accountId, ann, system, web } from "./world.js"

/** What a call costs in a world of its own. */
async function workOf(prepare: Prepare) {
  const counted = await openEnrolled()
  return counted.workOf(await prepare(counted))
}

async function expectSameWork({ one, other, answer, store }: Pair): Promise<void> {
  const [first, second] = [await workOf(one), await workOf(other)]
  expect(first.store).toBe(store)
  expect({ store: second.store, crypto: second.crypto }).toEqual({ store, crypto: first.crypto })
  // A count of nothing would prove nothing; an assurance alone is not sealed.
  if (answer !== "signed-in") expect(first.crypto).toHaveProperty("encrypt")
  if (answer !== undefined) expect([first.answer, second.answer]).toEqual([answer, answer])
}

/** The stated bound: medians of 25 runs each, in turns, differ by a factor of two at most. */
const bound = 2

// A busy machine makes a difference larger and never smaller, so one batch of three within the bound is enough.
async function expectSameTime({ one, other, answer }: Pair): Promise<void> {
  const counted = await openEnrolled()
  const ready = (prepare: Prepare) => async () => {
    await counted.refresh()
    return prepare(counted)
  }
  const ratios: number[] = []
  while (ratios.length < 3 && !ratios.some((ratio) => ratio < bound)) {
    const { ratio, answers } = await ratioOfMedians(25, [ready(one), ready(other)])
    if (answer !== undefined) expect(new Set(answers.map(kindOf))).toEqual(new Set([answer.split(" ")[0]]))
    ratios.push(ratio)
  }
  expect(Math.min(...ratios)).toBeLessThan(bound)
}

describe.each(Object.entries(pairs))("nobody learns which it was: %s", (_, pair) => {
  test("the same calls of the store, the same cryptography and the same answer", () => expectSameWork(pair))
  test("medians of the time that differ by a factor of two at most", () => expectSameTime(pair))
})

test("how long an answer takes does not tell a right digit from a wrong one", async () => {
  await expectSameWork(digits)
  await expectSameTime(digits)
})

test("whoever holds no ticket reaches no row: a forged one costs the store nothing, whatever it claims and however often", async () => {
  const { plan, world } = openCounted()
  const { muster } = world
  await world.enable()
  await world.enrollUser()
  const others = createTicketSeal({ keys: ephemeralKeys(), random: systemRandom })
  const foreign = await others.seal({ v: 1, accountId: "acme", userId: "ann", purpose: "challenge" })
  const before = plan.calls.length
  for (const ticket of ["", "x", foreign, "x".repeat(10_000), null, 7, {}]) {
    const forged = { ticket: ticket as string, code: "123456" }
    const answers = await Promise.all([
      muster.signIn.verify(forged),
      muster.signIn.useRecoveryCode(forged),
      muster.enrollment.current(forged),
      muster.enrollment.sendEmailCode(forged),
      muster.enrollment.verifyEmailCode(forged),
      muster.enrollment.issueKey(forged),
      muster.enrollment.confirm(forged),
      muster.enrollment.cancel(forged),
      muster.factors.beginReplacement(forged),
    ])
    for (const answer of answers) expect(answer).toEqual({ kind: "ticket-rejected", reason: "invalid" })
  }
  expect(plan.calls.length).toBe(before)
})

test("behind a ticket a code that is wrong, was used, or belongs to another ticket costs the same calls up to the comparison", async () => {
  const used = await workOf(async (counted) => {
    const { muster, challengeTicket } = counted.world
    const code = counted.app.code()
    expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code }), "signed-in")
    return verify(() => code)(counted)
  })
  const mismatch = await workOf(verify(wrong))
  expect(mismatch).toMatchObject({ answer: "wrong-code mismatch", store: "chargeUser" })
  // The attempt is given back, since it was no guess; that is one more call, and the answer says why anyway.
  expect(used).toEqual({ ...mismatch, answer: "wrong-code already-used", store: "chargeUser saveUser" })
})

/** A ticket that has lived, and what has ended it. */
const dead =
  (end: (counted: Awaited<ReturnType<typeof openEnrolled>>, ticket: string) => Promise<unknown>): Prepare =>
  async (counted) => {
    const { muster, challengeTicket } = counted.world
    const ticket = await challengeTicket()
    await end(counted, ticket)
    return () => muster.signIn.verify({ ticket, code: wrong(counted) })
  }

interface Apart {
  readonly call: Prepare
  readonly answer: string
  readonly store: string
}

/**
 * What the design tells apart, and at what cost. Apart from the first, whoever meets one of these has passed the primary
 * method as this very user, or holds a session of theirs, and is told the reason: the time tells nothing more.
 */
const toldApart: Readonly<Record<string, Apart>> = {
  // It is opened before it is found dead; one that is nobody's is not. Neither reaches a row.
  "a ticket that is nobody's": {
    call:
      ({ world: { muster } }) =>
      () =>
        muster.signIn.verify({ ticket: "mt1.AAAA", code: "123456" }),
    answer: "ticket-rejected invalid",
    store: "",
  },
  "a ticket that has expired": {
    call: dead(async ({ world: { clock } }) => clock.advance({ minutes: 10 })),
    answer: "ticket-rejected expired",
    store: "",
  },
  // Nothing was compared, so the attempt is returned.
  "a ticket that is spent": {
    call: dead(async ({ app, world: { muster } }, ticket) => muster.signIn.verify({ ticket, code: app.code() })),
    answer: "ticket-rejected spent",
    store: "chargeUser saveUser",
  },
  // The charge itself is refused by the epoch, so there is nothing to return.
  "a ticket of a user who has no factor any more": {
    call: dead(async ({ world: { muster } }) =>
      muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" }),
    ),
    answer: "ticket-rejected superseded",
    store: "chargeUser",
  },
  // It could not have been right, so it is no guess and costs no attempt.
  "what is no code at all": {
    call: verify(() => "no code"),
    answer: "wrong-code malformed",
    store: "loadUser",
  },
  "a right code": { call: verify(({ app }) => app.code()), answer: "signed-in", store: "chargeUser saveUser" },
  "a right recovery code": {
    call: recover(({ unspent }) => unspent),
    answer: "signed-in",
    store: "chargeUser saveUser settleMail",
  },
  "a session of a user who has a factor": {
    call:
      ({ assurance, world: { muster } }) =>
      () =>
        muster.signIn.stepUp({ assurance, client: web }),
    answer: "challenge",
    store: "loadUser",
  },
  "a session of a user who has none": {
    call: async (counted) => {
      const signIn = await begin(ann, "globex")(counted)
      const { assurance } = (await signIn()) as SignedIn
      return () => counted.world.muster.signIn.stepUp({ assurance, client: web })
    },
    answer: "not-enrolled",
    store: "loadUser",
  },
}

test.each(Object.entries(toldApart))("%s is told apart by its answer, at a known cost", async (_, apart) => {
  const { answer, store } = await workOf(apart.call)
  expect({ answer, store }).toEqual({ answer: apart.answer, store: apart.store })
})

test("a phone whose clock is off is told so on confirming alone: at sign-in it would help whoever guesses", async () => {
  const { world } = await openEnrolled()
  const { muster, clock, verifiedTicket, challengeTicket, enrollUser } = world
  const user = { id: "eve", email: "eve@acme.example" }
  const late = (code: () => string) => {
    clock.advance({ minutes: -2 })
    const old = code()
    clock.advance({ minutes: 2 })
    return old
  }
  const ticket = await verifiedTicket(user)
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const app = authenticator(otpauthUri, clock)
  const hinted = expectKind(await muster.enrollment.confirm({ ticket, code: late(app.code) }), "wrong-code")
  expect(hinted.clockSkewSeconds).toBe(-120)
  const bob = { id: "bob", email: "bob@acme.example" }
  const enrolled = await enrollUser(bob)
  clock.advance({ minutes: 5 })
  const code = late(enrolled.app.code)
  const signIn = expectKind(await muster.signIn.verify({ ticket: await challengeTicket(bob), code }), "wrong-code")
  expect(signIn).not.toHaveProperty("clockSkewSeconds")
})
