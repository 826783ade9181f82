import { afterEach, expect, test, vi } from "vitest"
import { deadlineOf } from "./deadline.js"

afterEach(() => vi.useRealTimers())

const never = new Promise<never>(() => {})

test.each([
  [undefined, 30],
  [2.5, 2.5],
])(
  "with a timeout of %s a call that never comes back throws after %f seconds, and not before",
  async (given, seconds) => {
    vi.useFakeTimers()
    let thrown: unknown
    deadlineOf(given)(() => never).catch((error: unknown) => {
      thrown = error
    })
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1)
    expect(thrown).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(thrown).toMatchObject({ code: "ERR_STORE_UNAVAILABLE", retryable: true })
  },
)

test("a call that is done is passed on as it is, and leaves no timer behind", async () => {
  vi.useFakeTimers()
  const failure = new Error("as the store throws it")
  const withDeadline = deadlineOf()
  expect(await withDeadline(async () => "yes")).toBe("yes")
  await expect(withDeadline(() => Promise.reject(failure))).rejects.toBe(failure)
  expect(vi.getTimerCount()).toBe(0)
})

test("what comes after the deadline is nobody's, also when it fails", async () => {
  vi.useFakeTimers()
  let fail = (_: unknown): void => {}
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  const call = expect(deadlineOf(1)(() => work)).rejects.toThrow("within 1 s")
  await vi.advanceTimersByTimeAsync(1000)
  await call
  fail(new Error("nobody listens"))
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3601])("a timeout of %f seconds is refused", (seconds) => {
  expect(() => deadlineOf(seconds)).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field: "timeoutSeconds" }),
  )
})
