import { createDecipheriv, hkdfSync } from "node:crypto"
import { describe, expect, it } from "vitest"
import { lengthPrefixed } from "../bytes.js"
import type { KeyProvider } from "../keys/key-provider.js"
import { staticKeyring } from "../keys/keyring.js"
import { systemRandom } from "../random.js"
import type { SealContext } from "./envelope.js"
import { createSecretBox, sealedKeyId } from "./secret-box.js"

const keyId = "2026"
const randomKeys = () => {
  const key = Buffer.from(systemRandom.bytes(32)).toString("base64")
  return staticKeyring({ active: keyId, keys: { [keyId]: key } })
}

const keys = randomKeys()
const box = createSecretBox({ keys })
const secret = systemRandom.bytes(20)
const context: SealContext = {
  purpose: "totp",
  accountId: "acme",
  userId: "ann",
  record: "factor-1",
  generation: 3,
  parameters: "SHA-1/6/30",
}
const unreadable = { code: "ERR_RECORD_UNREADABLE", retryable: false }

describe("createSecretBox", () => {
  it("opens what it sealed", async () => {
    expect(await box.open(await box.seal(secret, context), context)).toEqual(secret)
    expect(await box.open(await box.seal(new Uint8Array(), context), context)).toEqual(new Uint8Array())
  })

  it("seals the same secret differently each time, and shows nothing of it", async () => {
    const [one, other] = [await box.seal(secret, context), await box.seal(secret, context)]
    expect(one).not.toEqual(other)
    expect(Buffer.from(one).includes(Buffer.from(secret).subarray(0, 4))).toBe(false)
  })

  it("uses the documented format: Node's own AES-256-GCM and HKDF open it", async () => {
    const sealed = Buffer.from(await box.seal(secret, context))
    const idLength = sealed[4] as number
    const body = 5 + idLength + 28
    expect(sealed.subarray(0, 4).toString()).toBe("MUS1")
    expect(sealed.subarray(5, 5 + idLength).toString()).toBe(keyId)
    expect(sealed).toHaveLength(body + secret.length + 16)

    const { key: root } = await keys.current("totp")
    const salt = sealed.subarray(5 + idLength, 5 + idLength + 16)
    const info = lengthPrefixed(["muster/aes-256-gcm", keyId, "totp", "acme"])
    const recordKey = new Uint8Array(hkdfSync("sha256", root, salt, info, 32))
    const nonce = sealed.subarray(body - 12, body)
    const decipher = createDecipheriv("aes-256-gcm", recordKey, nonce, { authTagLength: 16 })
    const bound = ["muster/sealed", "totp", "acme", "ann", "factor-1", "3", "SHA-1/6/30"]
    decipher.setAAD(lengthPrefixed([sealed.subarray(0, body), ...bound]))
    decipher.setAuthTag(sealed.subarray(-16))
    expect(Uint8Array.from(Buffer.concat([decipher.update(sealed.subarray(body, -16)), decipher.final()]))).toEqual(
      secret,
    )
  })

  it("refuses every flipped bit", async () => {
    const sealed = await box.seal(secret, context)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Uint8Array.from(sealed)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      const error = await box.open(flipped, context).catch((thrown: unknown) => thrown)
      // A flip in the key id or its length may name a key that is unknown; everything else is unreadable.
      const inKeyId = bit >> 3 >= 4 && bit >> 3 < 5 + keyId.length
      const codes = inKeyId ? ["ERR_KEY_UNAVAILABLE", "ERR_RECORD_UNREADABLE"] : ["ERR_RECORD_UNREADABLE"]
      expect(codes, `bit ${bit}`).toContain((error as { code?: string }).code)
    }
  })

  it("refuses every truncation, and anything appended", async () => {
    const sealed = await box.seal(secret, context)
    for (let length = 0; length < sealed.length; length++) {
      await expect(box.open(sealed.subarray(0, length), context), `${length}`).rejects.toMatchObject(unreadable)
    }
    await expect(box.open(Uint8Array.of(...sealed, 0), context)).rejects.toMatchObject(unreadable)
  })

  it.each([
    ["account", { accountId: "acme2" }],
    ["user", { userId: "bob" }],
    ["record", { record: "factor-2" }],
    ["generation", { generation: 4 }],
    ["parameters", { parameters: "SHA-1/6/60" }],
    ["purpose", { purpose: "mail" }],
    ["account and user, shifted", { accountId: "acmea", userId: "nn" }],
  ] as const)("refuses a record that was moved to another %s", async (_, changed) => {
    const sealed = await box.seal(secret, context)
    await expect(box.open(sealed, { ...context, ...changed })).rejects.toMatchObject(unreadable)
  })

  it("refuses the ciphertext of one record under the header of another", async () => {
    const [one, other] = [await box.seal(secret, context), await box.seal(secret, context)]
    const header = 5 + keyId.length + 28
    const mixed = Uint8Array.of(...one.subarray(0, header), ...other.subarray(header))
    await expect(box.open(mixed, context)).rejects.toMatchObject(unreadable)
  })

  it("refuses a record of a key with the same id and other bytes", async () => {
    const sealed = await createSecretBox({ keys: randomKeys() }).seal(secret, context)
    await expect(box.open(sealed, context)).rejects.toMatchObject(unreadable)
  })

  it("rotates without a gap: an older key still opens, the active one seals, a removed one is named as missing", async () => {
    const [first, second] = [1, 2].map(() => Buffer.from(systemRandom.bytes(32)).toString("base64")) as [string, string]
    const before = createSecretBox({ keys: staticKeyring({ active: "a", keys: { a: first } }) })
    const during = createSecretBox({ keys: staticKeyring({ active: "b", keys: { a: first, b: second } }) })
    const after = createSecretBox({ keys: staticKeyring({ active: "b", keys: { b: second } }) })
    const sealed = await before.seal(secret, context)
    expect(await during.open(sealed, context)).toEqual(secret)
    expect(sealedKeyId(await during.seal(secret, context))).toBe("b")
    await expect(after.open(sealed, context)).rejects.toMatchObject({ code: "ERR_KEY_UNAVAILABLE", retryable: false })
  })

  it("throws when the key provider fails, and does not call the record unreadable", async () => {
    const failing: KeyProvider = { current: () => Promise.reject(new Error()), byId: () => Promise.reject(new Error()) }
    const expected = { code: "ERR_KEY_UNAVAILABLE", retryable: true }
    const broken = createSecretBox({ keys: failing })
    await expect(broken.seal(secret, context)).rejects.toMatchObject(expected)
    await expect(broken.open(await box.seal(secret, context), context)).rejects.toMatchObject(expected)
  })

  it("refuses a random source that gives too few bytes, so that no nonce is short", async () => {
    const weak = createSecretBox({ keys, random: { bytes: () => new Uint8Array(4) } })
    await expect(weak.seal(secret, context)).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "random" })
  })

  it.each([-1, 1.5, Number.NaN, "3"])("refuses the generation %j, on sealing and on opening", async (generation) => {
    const wrong = { ...context, generation: generation as number }
    const expected = { code: "ERR_INVALID_INPUT", field: "generation" }
    await expect(box.seal(secret, wrong)).rejects.toMatchObject(expected)
    await expect(box.open(await box.seal(secret, context), wrong)).rejects.toMatchObject(expected)
  })

  it("refuses ids with half a surrogate pair, which would all be bound alike", async () => {
    await expect(box.seal(secret, { ...context, userId: "\uD800" })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
    })
  })
})

describe("sealedKeyId", () => {
  it("reads the id without the key", async () => {
    expect(sealedKeyId(await box.seal(secret, context))).toBe(keyId)
  })

  it.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("MUS1 is not enough to be a record of this form, whatever follows")],
    ["another format", new Uint8Array(80)],
    ["an empty key id", Uint8Array.of(77, 85, 83, 49, 0, ...new Uint8Array(60))],
    ["a key id beyond the end", Uint8Array.of(77, 85, 83, 49, 255, ...new Uint8Array(60).fill(65))],
  ])("refuses %s", (_, bytes) => {
    expect(() => sealedKeyId(bytes)).toThrow(expect.objectContaining(unreadable))
  })
})
