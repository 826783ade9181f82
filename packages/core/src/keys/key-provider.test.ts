import { describe, expect, it } from "vitest"
import { MusterError } from "../errors.js"
import { systemRandom } from "../random.js"
import { currentKey, type KeyProvider, keyById } from "./key-provider.js"

const key = systemRandom.bytes(32)
const provider = (part: Partial<KeyProvider>): KeyProvider => ({
  current: async () => ({ keyId: "k", key }),
  byId: async () => ({ key, state: "active" }),
  ...part,
})

describe("currentKey and keyById", () => {
  it("pass on what the provider gives", async () => {
    expect(await currentKey(provider({}), "totp")).toEqual({ keyId: "k", key })
    expect(await keyById(provider({}), "totp", "k")).toEqual(key)
    expect(await keyById(provider({ byId: async () => undefined }), "totp", "k")).toBeUndefined()
  })

  it("report a failing provider as a key that may be there later, with the cause", async () => {
    const down = new Error("The key service does not answer.")
    const failing = provider({
      current: () => Promise.reject(down),
      byId() {
        throw down
      },
    })
    const expected = { code: "ERR_KEY_UNAVAILABLE", retryable: true, cause: down }
    await expect(currentKey(failing, "totp")).rejects.toMatchObject(expected)
    await expect(keyById(failing, "totp", "k")).rejects.toMatchObject(expected)
  })

  it("pass on what a provider has said is wrong", async () => {
    const wrong = new MusterError("ERR_CONFIGURATION", "No key of this id is set up.", { field: "keys" })
    const failing = provider({ current: () => Promise.reject(wrong), byId: () => Promise.reject(wrong) })
    await expect(currentKey(failing, "totp")).rejects.toBe(wrong)
    await expect(keyById(failing, "totp", "k")).rejects.toBe(wrong)
  })

  it.each([0, 16, 31, 33, 64])("refuse a key of %i bytes", async (length) => {
    const short = systemRandom.bytes(length)
    const wrong = provider({
      current: async () => ({ keyId: "k", key: short }),
      byId: async () => ({ key: short, state: "active" }),
    })
    await expect(currentKey(wrong, "totp")).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "keys" })
    await expect(keyById(wrong, "totp", "k")).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "keys" })
  })

  it("refuse a key that is text", async () => {
    const text = provider({ current: async () => ({ keyId: "k", key: "x".repeat(32) as unknown as Uint8Array }) })
    await expect(currentKey(text, "totp")).rejects.toMatchObject({ code: "ERR_CONFIGURATION" })
  })

  it.each(["", "a b", "k".repeat(33), "é", 7])("refuse the key id %j, which a record could not name", async (keyId) => {
    const wrong = provider({ current: async () => ({ keyId: keyId as string, key }) })
    await expect(currentKey(wrong, "totp")).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "keys" })
  })
})
