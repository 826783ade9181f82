import { afterEach, expect, test, vi } from "vitest"
import { createClient, type Fetch } from "./index.js"

const options = { baseUrl: "/muster", client: { platform: "web" } } as const
const input = { ticket: "t", code: "123456" }
const stays: Fetch = () => new Promise(() => {})

afterEach(() => {
  vi.useRealTimers()
})

/** What a call is rejected with once so much time has passed. */
async function rejectedAfter(seconds: number, call: Promise<unknown>): Promise<unknown> {
  const outcome = call.then(
    () => "answered",
    (error: unknown) => error,
  )
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  return Promise.race([outcome, "open"])
}

test("without an answer a call ends after ten seconds, also where fetch does not listen to its signal", async () => {
  vi.useFakeTimers()
  const call = createClient({ ...options, fetch: stays }).verify(input)
  expect(await rejectedAfter(9.9, call)).toBe("open")
  expect(await rejectedAfter(0.2, call)).toMatchObject({
    code: "ERR_TIMEOUT",
    retryable: true,
    attemptId: expect.any(String),
  })
})

test("the time counts up to the end of the answer", async () => {
  vi.useFakeTimers()
  const slow = new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), {
    headers: { "Content-Type": "application/json" },
  })
  const call = createClient({ ...options, timeoutSeconds: 2, fetch: async () => slow }).checkSession()
  expect(await rejectedAfter(2.1, call)).toMatchObject({ code: "ERR_TIMEOUT" })
})

test("the time counts for both tries together, and ends the request that is under way", async () => {
  vi.useFakeTimers()
  const signals: AbortSignal[] = []
  const fetch: Fetch = (_url, { signal }) => {
    signals.push(signal)
    return new Promise((_, reject) => setTimeout(() => reject(new TypeError("fetch failed")), 6000))
  }
  const call = createClient({ ...options, fetch }).verify(input)
  expect(await rejectedAfter(10.1, call)).toMatchObject({ code: "ERR_TIMEOUT" })
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})

test("the caller can end a call, which rejects with the caller's reason and is not sent again", async () => {
  const controller = new AbortController()
  let asked = 0
  const fetch: Fetch = (_url, { signal }) => {
    asked++
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new TypeError("aborted"))))
  }
  const call = createClient({ ...options, fetch }).verify({ ...input, signal: controller.signal })
  await vi.waitFor(() => expect(asked).toBe(1))
  const reason = new Error("the page was left")
  controller.abort(reason)
  await expect(call).rejects.toBe(reason)
  expect(asked).toBe(1)
})

test("a signal that has been given before sends nothing", async () => {
  let asked = 0
  const fetch: Fetch = async () => {
    asked++
    return Response.json({ kind: "logout" })
  }
  const api = createClient({ ...options, fetch })
  await expect(api.checkSession({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
  expect(asked).toBe(0)
})

test("a call that has ended leaves no timer behind, and no listener", async () => {
  vi.useFakeTimers()
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, "addEventListener")
  const removed = vi.spyOn(signal, "removeEventListener")
  const api = createClient({ ...options, fetch: async () => Response.json({ kind: "logout" }) })
  await api.checkSession({ signal })
  expect(vi.getTimerCount()).toBe(0)
  expect(removed.mock.calls).toEqual(added.mock.calls)
})

test("what the application's own function for headers throws is thrown as it is", async () => {
  const fault = new Error("no token")
  const headers = () => Promise.reject(fault)
  await expect(createClient({ ...options, headers, fetch: stays }).checkSession()).rejects.toBe(fault)
})
