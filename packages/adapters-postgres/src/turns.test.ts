import { setTimeout as sleep } from "node:timers/promises"
import { isMusterError, MusterError } from "@muster/core"
import { expect, test } from "vitest"
import { deadlineOf } from "./deadline.js"
import { createTurns } from "./turns.js"

const ann = { accountId: "acme", userId: "ann" }
const bob = { accountId: "acme", userId: "bob" }
const never = new Promise<never>(() => {})
const unavailable = new MusterError("ERR_STORE_UNAVAILABLE", "the row is locked", { retryable: true })

/** Calls that are under way until the test ends them. */
function openCalls() {
  const inTurn = createTurns()
  const begun: { readonly name: string; end(failure?: unknown): void }[] = []
  return {
    begun: () => begun.map(({ name }) => name),
    end: (place: number, failure?: unknown) => begun[place]?.end(failure),
    call: (name: string, user = ann, expired = never) =>
      inTurn(
        user,
        expired,
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

test("who waits behind a call that finds no store fails with it, and the next one asks again", async () => {
  const { call, begun, end } = openCalls()
  const calls = [call("first"), call("second"), call("third")].map((running) => running.catch((error) => error))
  end(0, unavailable)
  expect(await Promise.all(calls)).toEqual([unavailable, unavailable, unavailable])
  const next = call("next")
  expect(begun()).toEqual(["first", "next"])
  end(1)
  expect(await next).toBe("next")
})

test("who has waited too long never begins, and those behind do not wait for it", async () => {
  const { call, begun, end } = openCalls()
  const first = call("first")
  const late = call("late", ann, Promise.reject(unavailable))
  const third = call("third")
  await expect(late).rejects.toBe(unavailable)
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
  expire(unavailable)
  end(0)
  await first
  await expect(late).rejects.toBe(unavailable)
  await sleep(0)
  expect(begun().at(-1)).toBe("third")
  end(begun().indexOf("third"))
  expect(await third).toBe("third")
})

test("a call that never comes back keeps its turn until its deadline, and leaves nothing behind", async () => {
  const inTurn = createTurns()
  const withDeadline = deadlineOf(0.05)
  const call = (work: () => Promise<string>) => withDeadline((expired) => inTurn(ann, expired, work))
  const gone = (error: unknown) => isMusterError(error, "ERR_STORE_UNAVAILABLE") && error.retryable
  await expect(call(() => never)).rejects.toSatisfy(gone)
  expect(await call(async () => "done")).toBe("done")
})
