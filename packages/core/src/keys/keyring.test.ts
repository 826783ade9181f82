import { afterEach, describe, expect, it, vi } from "vitest"
import { systemRandom } from "../random.js"
import type { KeyPurpose } from "./key-provider.js"
import { ephemeralKeys, staticKeyring } from "./keyring.js"

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64")
const randomKey = () => base64(systemRandom.bytes(32))
const series = (step: number) => base64(Uint8Array.from({ length: 32 }, (_, at) => 7 + at * step))
const purposes: readonly KeyPurpose[] = ["totp", "pepper", "ticket", "mail"]

const [first, second] = [randomKey(), randomKey()]

describe("staticKeyring", () => {
  const keyring = staticKeyring({ active: "2026", keys: { "2025": first, "2026": second } })

  it("gives the active key for new records", async () => {
    const current = await keyring.current("totp")
    expect(current.keyId).toBe("2026")
    expect(current.key).toHaveLength(32)
    expect(await keyring.byId("totp", "2026")).toEqual({ key: current.key, state: "active" })
  })

  it("finds older keys for opening only, and no unknown ones", async () => {
    expect(await keyring.byId("totp", "2025")).toMatchObject({ state: "decrypt-only" })
    expect(await keyring.byId("totp", "2024")).toBeUndefined()
    expect(await keyring.byId("totp", "constructor")).toBeUndefined()
    expect(await keyring.byId("secrets" as KeyPurpose, "2026")).toBeUndefined()
  })

  it("never gives two purposes or two ids the same key, nor the given key itself", async () => {
    const keys = new Set([first, second])
    for (const purpose of purposes) {
      for (const keyId of ["2025", "2026"]) keys.add(base64((await keyring.byId(purpose, keyId))?.key ?? ""))
    }
    expect(keys.size).toBe(2 + purposes.length * 2)
  })

  it("gives the same keys after a restart, whichever is active", async () => {
    const restarted = staticKeyring({ active: "2025", keys: { "2026": second, "2025": first } })
    for (const purpose of purposes) {
      expect((await restarted.byId(purpose, "2026"))?.key).toEqual((await keyring.byId(purpose, "2026"))?.key)
    }
  })

  it("gives copies, so that wiping one does not change the next", async () => {
    const { key } = await keyring.current("mail")
    const before = base64(key)
    key.fill(0)
    expect(base64((await keyring.current("mail")).key)).toBe(before)
  })

  it("does not show its keys when printed", () => {
    expect(JSON.stringify(keyring)).toBe("{}")
  })

  it.each([
    ["empty", ""],
    ["of 31 bytes", base64(systemRandom.bytes(31))],
    ["of 33 bytes", base64(systemRandom.bytes(33))],
    ["of 64 bytes", base64(systemRandom.bytes(64))],
    ["in hexadecimal", Buffer.from(systemRandom.bytes(32)).toString("hex")],
    ["in base64 without padding", first.replace("=", "")],
    ["in base64url", base64(new Uint8Array(32).fill(0xfb, 3).map((byte, at) => byte ^ at)).replaceAll("+", "-")],
    ["with a line feed after it", `${first}\n`],
    ["with a space in it", ` ${first}`],
    ["with loose bits at its end", `${first.slice(0, 42)}${first.slice(42, 43) === "B" ? "C" : "B"}=`],
    ["all zeros", base64(new Uint8Array(32))],
    ["one byte repeated", base64(new Uint8Array(32).fill(0x5a))],
    ["counting up", series(1)],
    ["counting down", series(-1)],
    ["counting in steps", series(37)],
    ["two bytes in turn", base64(Uint8Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 3 : 200)))],
    [
      "sixteen bytes twice",
      base64(Buffer.concat([Buffer.from(first, "base64").subarray(0, 16)].flatMap((half) => [half, half]))),
    ],
    ["hexadecimal text taken for bytes", base64("3f9a1c0b7e5d2846af13c9e07b5d6284")],
    ["a passphrase", base64("correct horse battery staple 42!")],
    ["the example of the documentation", base64("muster-example-key-do-not-use!!!")],
    ["not given", undefined as unknown as string],
    ["no text", 32 as unknown as string],
  ])("refuses a key that is %s, and does not repeat it", (_, key) => {
    const error = thrownBy(() => staticKeyring({ active: "good", keys: { good: first, bad: key } }))
    expect(error).toMatchObject({ code: "ERR_CONFIGURATION", field: "keys.bad" })
    if (typeof key === "string" && key !== "") expect(JSON.stringify([error.message, error.cause])).not.toContain(key)
  })

  it("refuses one key under two ids: retiring one of them would not retire the key", () => {
    expect(() => staticKeyring({ active: "a", keys: { a: first, b: first } })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "keys.b" }),
    )
  })

  it.each(["", "with space", "a/b", "é", "k".repeat(33), "a\u0000"])("refuses the key id %j", (keyId) => {
    expect(() => staticKeyring({ active: keyId, keys: { [keyId]: first } })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "keys" }),
    )
  })

  it("does not repeat a key that was put in the place of its id", () => {
    for (const mistaken of [
      () => staticKeyring({ active: "2026", keys: { [first]: "2026" } }),
      () => staticKeyring({ active: second, keys: { "2026": second } }),
    ]) {
      const error = thrownBy(mistaken)
      expect(`${error.message} ${error.field}`).not.toContain(first.slice(0, 8))
      expect(`${error.message} ${error.field}`).not.toContain(second.slice(0, 8))
    }
  })

  it.each([["2027"], ["toString"], [""]])("refuses %j as active when it is not among the keys", (active) => {
    expect(() => staticKeyring({ active, keys: { "2026": first } })).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "active" }),
    )
  })

  it("refuses to have no key at all", () => {
    expect(() => staticKeyring({ active: "2026", keys: {} })).toThrow(expect.objectContaining({ field: "active" }))
  })

  it("accepts random keys, of which the checks refuse none", () => {
    for (let run = 0; run < 2_000; run++) staticKeyring({ active: "k", keys: { k: randomKey() } })
  })
})

describe("ephemeralKeys", () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it("makes another key each time, under another id", async () => {
    const [one, other] = [await ephemeralKeys().current("totp"), await ephemeralKeys().current("totp")]
    expect(one.key).not.toEqual(other.key)
    expect(one.keyId).not.toBe(other.keyId)
  })

  it("refuses to work in production", () => {
    vi.stubEnv("NODE_ENV", "production")
    expect(() => ephemeralKeys()).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field: "keys" }))
  })
})

function thrownBy(call: () => unknown): Error & { readonly field?: string } {
  try {
    call()
  } catch (error) {
    return error as Error
  }
  throw new Error("Nothing was thrown.")
}
