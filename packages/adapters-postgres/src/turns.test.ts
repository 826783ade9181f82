import { setTimeout as sleep } from "node:timers/promises"
import { MusterError } from "@muster/core"
import { expect, test } from "vitest"
import { type Deadline, deadlineOf } from "./deadline.js"
import { toMusterError } from "./errors.js"
import { createTurns } from "./turns.js"

const ann = { accountId: "acme", userId: "ann" }
const bob = { accountId: "acme", userId: "bob" }
const never = new Promise<never>(() => {})
const refused = (state: string) => toMusterError(Object.assign(new Error("refused"), { code: state }))
const locked = refused("55P03")
const timeout = new MusterError("ERR_STORE_UNAVAILABLE", "timeout", { retryable: true })
const endingWith = (end: Promise<never>): Deadline => ({ end, check() {} })

/** Calls that are under way until the test ends them. */
function openCalls() {
  const queues = new Map()
  const inTurn = createTurns(queues)
  const begun: { readonly name: string; end(failure?: unknown): void }[] = []
  return {
    /** Of how many users something is kept. */
    kept: () => queues.size,
    begun: () => begun.map(({ name }) => name),
    end: (place: number, failure?: unknown) => begun[place]?.end(failure),
    call: (name: string, user = ann, expired = never) =>
      inTurn(
        user,
        endingWith(expired),
        () =>
          new Promise<string>((resolve, reject) => {
            begun.push({ name, end: (failure) => (failure === undefined ? resolve(name) : reject(failure)) })
          }),
      ),
  }
}

test("of the calls about one user one runs at a time, in their order, and nobody waits for another's", async () => {
  const { call, begun, end } = openCalls()
  const calls = [call("first"), call("second"), call("third"), call("of bob", bob)]
  expect(begun()).toEqual(["first", "of bob"])
  end(0)
  await calls[0]
  await sleep(0)
  expect(begun()).toEqual(["first", "of bob", "second"])
  end(2, new Error("a lost race"))
  await expect(calls[1]).rejects.toThrow("a lost race")
  await sleep(0)
  end(3)
  expect(await calls[2]).toBe("third")
})

test.each([refused("57P01"), refused("40001"), new Error("a bug"), timeout])(
  "who waits behind a call that fails with %s is asked next",
  async (failure) => {
    const { call, begun, end } = openCalls()
    const calls = [call("first"), call("second")]
    end(0, failure)
    await expect(calls[0]).rejects.toBe(failure)
    await sleep(0)
    expect(begun()).toEqual(["first", "second"])
    end(1)
    expect(await calls[1]).toBe("second")
  },
)

test.each([
  ["the lock", locked],
  ["the lock within the time of its statement", refused("57014")],
  ["a connection or an answer", toMusterError(new Error("timeout exceeded when trying to connect"))],
])("who waits behind a call that gets not %s fails with it, and the next one asks again", async (_, failure) => {
  const { call, begun, end } = openCalls()
  const calls = [call("first"), call("second"), call("third")].map((running) => running.catch((error) => error))
  end(0, failure)
  for (const thrown of await Promise.all(calls)) expect(thrown).toBe(failure)
  const next = call("next")
  expect(begun()).toEqual(["first", "next"])
  end(1)
  expect(await next).toBe("next")
})

test("who has waited too long never begins, and those behind do not wait for it", async () => {
  const { call, begun, end } = openCalls()
  const first = call("first")
  const late = call("late", ann, Promise.reject(timeout))
  const third = call("third")
  await expect(late).rejects.toBe(timeout)
  end(0)
  await first
  await sleep(0)
  expect(begun()).toEqual(["first", "third"])
  end(1)
  expect(await third).toBe("third")
})

test("a turn that comes in the moment in which the wait ends is passed on", async () => {
  const { call, begun, end } = openCalls()
  const first = call("first")
  let expire = (_: unknown): void => {}
  const expired = new Promise<never>((_, reject) => {
    expire = reject
  })
  const late = call("late", ann, expired)
  const third = call("third")
  expire(timeout)
  end(0)
  await first
  await expect(late).rejects.toBe(timeout)
  await sleep(0)
  expect(begun().at(-1)).toBe("third")
  end(begun().indexOf("third"))
  expect(await third).toBe("third")
})

test("a call whose caller has gone keeps its turn until it is done; those behind end by their own deadlines", async () => {
  const { call, begun, end, kept } = openCalls()
  const withDeadline = deadlineOf(0.05)
  const bounded = (name: string) => withDeadline(({ end: expired }) => call(name, ann, expired))
  const calls = [bounded("first"), bounded("second")]
  for (const waiting of calls) await expect(waiting).rejects.toThrow("within 0.05 s")
  const third = call("third")
  await sleep(0)
  expect(begun()).toEqual(["first"])
  end(0)
  await sleep(0)
  expect(begun()).toEqual(["first", "third"])
  end(1)
  expect(await third).toBe("third")
  expect(kept()).toBe(0)
})

test("100 calls wait for one user's turn; one more fails at once, and whoever leaves makes room", async () => {
  const { call, begun, end, kept } = openCalls()
  const first = call("first")
  let expire = (_: unknown): void => {}
  const expired = new Promise<never>((_, reject) => {
    expire = reject
  })
  const leaving = call("leaving", ann, expired)
  const waiting = Array.from({ length: 99 }, (_, n) => call(`${n}`).catch((error) => error))
  await expect(call("one more")).rejects.toMatchObject({ code: "ERR_STORE_UNAVAILABLE", retryable: true })
  const ofBob = call("of bob", bob)
  end(begun().indexOf("of bob"))
  expect(await ofBob).toBe("of bob")
  expire(timeout)
  await expect(leaving).rejects.toBe(timeout)
  const last = call("last").catch((error) => error)
  end(0, locked)
  await expect(first).rejects.toBe(locked)
  for (const failure of await Promise.all([...waiting, last])) expect(failure).toBe(locked)
  expect(kept()).toBe(0)
})
