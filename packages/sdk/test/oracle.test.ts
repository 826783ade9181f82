import { createTicketSeal, ephemeralKeys, systemRandom } from "@muster/core"
import { expect, test } from "vitest"
import { expectKind } from "../src/index.js"
import { planFault } from "./faults/fault-plan.js"
import { openWorld, otherThan } from "./world.js"

/** A world whose calls of the store are counted. */
function openCounted() {
  const plan = planFault(null)
  const plain = openWorld()
  const store = plan.wrapStore(plain.store)
  return { plan, world: openWorld({ store }) }
}

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
  const { plan, world } = openCounted()
  const { muster } = world
  await world.enable()
  const { app } = await world.enrollUser()
  const used = app.code()
  expectKind(await muster.signIn.verify({ ticket: await world.challengeTicket(), code: used }), "signed-in")
  const callsFor = async (code: string) => {
    const ticket = await world.challengeTicket()
    const before = plan.calls.length
    const { kind } = await muster.signIn.verify({ ticket, code })
    return [kind, ...plan.calls.slice(before)]
  }
  expect(await callsFor(otherThan(used))).toEqual(["wrong-code", "chargeUser"])
  // The attempt is given back, since it was no guess; that is one more call, and the answer says why anyway.
  expect(await callsFor(used)).toEqual(["wrong-code", "chargeUser", "saveUser"])
})

test("how long an answer takes does not tell a right digit from a wrong one", async () => {
  const { world } = openCounted()
  const { muster } = world
  await world.enable()
  const { app } = await world.enrollUser()
  const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
  const times: Record<"none" | "most", number[]> = { none: [], most: [] }
  for (let round = 0; round < 60; round++) {
    world.clock.advance({ days: 2 })
    const right = app.code()
    const typed = {
      none: [...right].map((digit) => (Number(digit) + 1) % 10).join(""),
      most: `${right.slice(0, 5)}${(Number(right[5]) + 1) % 10}`,
    }
    for (const kind of round % 2 === 0 ? (["none", "most"] as const) : (["most", "none"] as const)) {
      const ticket = await world.challengeTicket()
      const began = performance.now()
      await muster.signIn.verify({ ticket, code: typed[kind] })
      times[kind].push(performance.now() - began)
    }
    // A right code ends the count of failures, so that every round is compared.
    world.clock.advance({ seconds: 60 })
    expectKind(await muster.signIn.verify({ ticket: await world.challengeTicket(), code: app.code() }), "signed-in")
  }
  const [none, most] = [median(times.none), median(times.most)]
  expect(Math.max(none, most) / Math.min(none, most)).toBeLessThan(1.5)
})
