import type { UserKey } from "@muster/sdk/ports"
import { ExpectationError, expectEqual, expectRejection } from "../expectations.js"
import type { Given } from "../given.js"
import { now } from "../samples.js"
import { callMethod, callsAbout, type StoreMethod } from "../store-calls.js"
import { suite } from "../suite.js"
import { uniqueId } from "../unique-id.js"

/** What each call of the adapter throws while its database is gone, by the name of the call. */
async function thrownByAll({ unreachable }: Given, key: UserKey, text: string) {
  const { store, mailBudget } = await unreachable()
  const calls = callsAbout(key, text)
  const thrown: [call: string, error: unknown][] = []
  for (const method of Object.keys(calls) as StoreMethod[]) {
    thrown.push([method, await expectRejection(callMethod(store, method, calls[method]), method)])
  }
  const line = { key: text, limit: 1, windowSeconds: 60 }
  thrown.push(["spend", await expectRejection(mailBudget.spend([line], now), "spend")])
  return thrown
}

/** Every text that an error leads to, its causes and what they carry included. */
function textsIn(value: unknown, seen: Set<unknown> = new Set()): readonly string[] {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null || seen.has(value)) return []
  seen.add(value)
  return Object.getOwnPropertyNames(value).flatMap((name) => textsIn(value[name as keyof typeof value], seen))
}

/** The messages of what has caused an error, as far as anybody follows them. */
function driverMessages(error: unknown): readonly string[] {
  const messages: string[] = []
  let cause = (error as { readonly cause?: unknown }).cause
  while (typeof cause === "object" && cause !== null && messages.length < 8) {
    messages.push(String((cause as { readonly message?: unknown }).message ?? ""))
    cause = (cause as { readonly cause?: unknown }).cause
  }
  return messages.filter((message) => message !== "")
}

export const unreachable = suite("unreachable", (test) => {
  test("every call throws ERR_STORE_UNAVAILABLE, which may be tried again, and none answers", async (given) => {
    for (const [call, error] of await thrownByAll(given, given.newKey(), "text")) {
      const { code, retryable } = error as { readonly code?: unknown; readonly retryable?: unknown }
      expectEqual<unknown>([code, retryable], ["ERR_STORE_UNAVAILABLE", true], call)
    }
  })

  test("nothing that is thrown, its causes included, repeats what the call was given", async (given) => {
    const [key, text] = [given.newKey(), uniqueId("secret")]
    for (const [call, error] of await thrownByAll(given, key, text)) {
      const repeated = textsIn(error).find((found) =>
        [key.accountId, key.userId, text].some((value) => found.includes(value)),
      )
      expectEqual(repeated, undefined, `what ${call} throws`)
    }
  })

  test("no message repeats what the driver has said", async (given) => {
    for (const [call, error] of await thrownByAll(given, given.newKey(), "text")) {
      const { message } = error as { readonly message: string }
      for (const said of driverMessages(error)) {
        if (message.includes(said)) throw new ExpectationError(call, message, "a message of the store's")
      }
    }
  })
})
