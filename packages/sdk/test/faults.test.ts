import { isMusterError } from "@muster/core"
import { describe, expect, test } from "vitest"
import { type FaultPoint, planFault } from "./faults/fault-plan.js"
import { type Flow, flows, type Hands, key, startAgain } from "./faults/flows.js"
import { openReal } from "./histories/world.js"

const emptyHands = (): Hands => ({ uris: [], assurances: [], recoveryCodes: [] })

async function countCalls(flow: Flow): Promise<readonly string[]> {
  const plan = planFault(null)
  await flow(openReal(plan), emptyHands())
  return plan.calls
}

/** What is written after the commit, or cannot be: the mail is sent later, and the call may succeed. */
const mayBeSwallowed = new Set(["send", "settleMail"])

async function breakOff(flow: Flow, calls: readonly string[], point: FaultPoint): Promise<void> {
  const plan = planFault(point)
  const real = openReal(plan)
  const hands = emptyHands()
  const before = { assurances: 0 }
  let broke = false
  try {
    await flow(real, hands)
  } catch (error) {
    broke = true
    expect(isMusterError(error, "ERR_STORE_UNAVAILABLE"), `${error}`).toBe(true)
  }
  expect(broke || mayBeSwallowed.has(calls[point.call] as string)).toBe(true)
  plan.stop()

  // Whoever was signed in before it broke is not more than that, and comes in again with what is in hand.
  before.assurances = hands.assurances.length
  await startAgain(real, hands)
  expect(hands.assurances.length).toBe(before.assurances + 1)
  const [assurance] = hands.assurances.slice(-1)
  expect((await real.muster.sessions.check({ assurance })).kind).toBe("continue")
  // Nothing was compared that was not charged, and nothing that was no guess is left charged for long.
  const { throttles } = await real.store.loadUser(key)
  expect(throttles.codes.failures).toBeLessThanOrEqual(1)
}

describe.each(Object.entries(flows))("a fault at any call of a port, before it and after it: %s", (_, flow) => {
  test("turns success into failure and nothing else, and the user can start again", async () => {
    const calls = await countCalls(flow)
    expect(calls.length).toBeGreaterThan(5)
    for (const call of calls.keys()) {
      for (const when of ["before", "after"] as const) {
        await breakOff(flow, calls, { call, when }).catch((cause: unknown) => {
          throw new Error(`a fault ${when} call ${call}, ${calls[call]}, of ${calls.join(", ")}`, { cause })
        })
      }
    }
  })
})
