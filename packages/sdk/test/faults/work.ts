import crypto from "node:crypto"
import { syncBuiltinESMExports } from "node:module"
import { type KeyProvider, staticKeyring } from "@muster/core"
import { vi } from "vitest"
import { openWorld } from "../world.js"
import { planFault } from "./fault-plan.js"
import { kindOf } from "./play.js"
import { rootKeys } from "./stage.js"

/** What a call has cost, in the order in which it was spent. */
export interface Work {
  /** The kind of the answer, with its reason where there is one. */
  readonly answer: string
  /** Calls of the store. */
  readonly store: string
  /** Calls of the keys and of the platform's cryptography, and how often each. */
  readonly crypto: Readonly<Record<string, number>>
}

/** A world whose work can be counted. */
export function openCounted(options: Parameters<typeof openWorld>[0] = {}) {
  const plan = planFault(null)
  const counts: Record<string, number> = {}
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  const keyring = staticKeyring({ active: "one", keys: rootKeys })
  const keys: KeyProvider = {
    current(purpose) {
      count(`current ${purpose}`)
      return keyring.current(purpose)
    },
    byId(purpose, keyId) {
      count(`byId ${purpose}`)
      return keyring.byId(purpose, keyId)
    },
  }
  const plain = openWorld()
  const world = openWorld({ store: plan.wrapStore(plain.store), keys, ...options })
  return {
    plan,
    world,
    /** Counts what a call costs. */
    async workOf(call: () => Promise<unknown>): Promise<Work> {
      plan.arm(null)
      for (const name of Object.keys(counts)) delete counts[name]
      const stop = countPlatform(count)
      const answer = (await call().finally(stop)) as { readonly why?: string; readonly reason?: string }
      const why = answer.why ?? answer.reason
      const kind = kindOf(answer)
      return { answer: why === undefined ? kind : `${kind} ${why}`, store: plan.calls.join(" "), crypto: { ...counts } }
    },
  }
}

/** Listens to the cryptography of the platform. */
function countPlatform(count: (name: string) => void): () => void {
  const { createHmac } = crypto
  const subtle = (["encrypt", "decrypt", "importKey"] as const).map((name) => {
    const call = crypto.webcrypto.subtle[name].bind(crypto.webcrypto.subtle) as (...args: unknown[]) => unknown
    return vi.spyOn(crypto.webcrypto.subtle, name).mockImplementation(((...args: unknown[]) => {
      count(name)
      return call(...args)
    }) as never)
  })
  const hmac = vi.spyOn(crypto, "createHmac").mockImplementation((...args) => {
    count("hmac")
    return createHmac(...args)
  })
  syncBuiltinESMExports()
  return () => {
    for (const spy of [...subtle, hmac]) spy.mockRestore()
    syncBuiltinESMExports()
  }
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number

/** Makes a call ready, which is not timed. */
export type Timed = () => Promise<() => Promise<unknown>>

/** Times two calls in turns: how often the one median is the other, and what was answered. */
export async function ratioOfMedians(rounds: number, calls: readonly [Timed, Timed]) {
  const times: [number[], number[]] = [[], []]
  const answers: unknown[] = []
  for (let round = 0; round < rounds; round++) {
    for (const index of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const call = await calls[index]()
      const began = performance.now()
      const answer = await call()
      times[index].push(performance.now() - began)
      answers.push(answer)
    }
  }
  const [one, other] = [median(times[0]), median(times[1])]
  return { ratio: Math.max(one, other) / Math.min(one, other), answers }
}
