import { createHmac } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lengthPrefixed } from "../bytes.js"
import type { KeyProvider } from "./key-provider.js"
import { keyedDigest, verifyKeyedDigest } from "./keyed-digest.js"
import { ephemeralKeys } from "./keyring.js"

const keys = ephemeralKeys()

describe("keyedDigest", () => {
  it("is HMAC-SHA-256 under the pepper, over length-prefixed parts", async () => {
    const { keyId, key } = await keys.current("pepper")
    const message = lengthPrefixed(["muster/keyed-digest", keyId, "label", "one", "two"])
    expect(await keyedDigest({ keys, label: "label", parts: ["one", "two"] })).toEqual({
      keyId,
      digest: createHmac("sha256", key).update(message).digest("base64url"),
    })
  })

  it("matches the same label and parts, and nothing else", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 2 })
    const input = fc.record({ label: text, parts: fc.array(text, { maxLength: 3 }) })
    await fc.assert(
      fc.asyncProperty(input, input, async (one, other) => {
        const stored = await keyedDigest({ keys, ...one })
        const { kind } = await verifyKeyedDigest({ keys, ...other, stored })
        expect(kind).toBe(JSON.stringify(one) === JSON.stringify(other) ? "match" : "mismatch")
      }),
      { numRuns: 300 },
    )
  })

  it("does not match a digest that was cut or lengthened", async () => {
    const input = { keys, label: "label", parts: ["one"] }
    const stored = await keyedDigest(input)
    for (const digest of [stored.digest.slice(1), stored.digest.slice(0, -1), `${stored.digest}A`, ""]) {
      expect(await verifyKeyedDigest({ ...input, stored: { ...stored, digest } })).toEqual({ kind: "mismatch" })
    }
  })

  it("throws when the pepper of the digest is gone, and does not call it a wrong code", async () => {
    const stored = { keyId: "retired", digest: "" }
    await expect(verifyKeyedDigest({ keys, label: "label", parts: [], stored })).rejects.toMatchObject({
      code: "ERR_KEY_UNAVAILABLE",
      retryable: false,
    })
  })

  it("throws when the provider fails, so that an outage matches nothing", async () => {
    const failing: KeyProvider = { current: () => Promise.reject(new Error()), byId: () => Promise.reject(new Error()) }
    const input = { keys: failing, label: "label", parts: [] }
    const expected = { code: "ERR_KEY_UNAVAILABLE", retryable: true }
    await expect(keyedDigest(input)).rejects.toMatchObject(expected)
    await expect(verifyKeyedDigest({ ...input, stored: { keyId: "k", digest: "" } })).rejects.toMatchObject(expected)
  })
})
