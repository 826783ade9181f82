import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInput } from "../../test/arbitraries.js"
import { toBase64url, utf8 } from "../bytes.js"
import type { KeyProvider } from "../keys/key-provider.js"
import { ephemeralKeys, staticKeyring } from "../keys/keyring.js"
import { systemRandom } from "../random.js"
import { createSecretBox } from "./secret-box.js"
import { createTicketSeal } from "./ticket-seal.js"

const keys = ephemeralKeys()
const seal = createTicketSeal({ keys })
const claims = { v: 1, accountId: "acme", userId: "ann", epoch: 4, purpose: "challenge" }

describe("createTicketSeal", () => {
  it("opens the claims that it sealed", async () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 })
    await fc.assert(
      fc.asyncProperty(object, async (given) => {
        const json = JSON.parse(JSON.stringify(given))
        fc.pre(JSON.stringify(json).length < 1_000)
        const ticket = await seal.seal(json)
        expect(await seal.open(ticket)).toEqual(json)
      }),
    )
  })

  it("makes text that needs no encoding in a URL, a cookie or JSON, and that shows none of the claims", async () => {
    const ticket = await seal.seal(claims)
    expect(ticket).toMatch(/^mt1\.[A-Za-z0-9_-]+$/)
    expect(encodeURIComponent(ticket)).toBe(ticket)
    expect(Buffer.from(ticket.slice(4), "base64url").toString("latin1")).not.toContain("acme")
  })

  it("makes another ticket of the same claims each time", async () => {
    expect(await seal.seal(claims)).not.toBe(await seal.seal(claims))
  })

  it("opens nothing but the very ticket: any changed, missing or added character is refused", async () => {
    const ticket = await seal.seal(claims)
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n"
    const at = fc.nat({ max: ticket.length - 1 })
    const character = fc.constantFrom(...alphabet)
    const change = fc.constantFrom("replace", "remove", "insert")
    await fc.assert(
      fc.asyncProperty(at, character, change, async (position, other, how) => {
        const kept = how === "insert" ? position : position + 1
        const changed = ticket.slice(0, position) + (how === "remove" ? "" : other) + ticket.slice(kept)
        fc.pre(changed !== ticket)
        expect(await seal.open(changed)).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })

  it("opens a ticket in its one spelling: the loose bits of the last character must be zero", async () => {
    // The base64url of a length that leaves loose bits ends in one of a few characters; its neighbours decode alike.
    for (const userId of ["a", "ab", "abc"]) {
      const ticket = await seal.seal({ userId })
      const last = ticket.at(-1) as string
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
      for (const other of alphabet.replace(last, "")) {
        expect(await seal.open(ticket.slice(0, -1) + other)).toBeUndefined()
      }
    }
  })

  it("answers anything whatever with nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyInput,
          fc.base64String().map((text) => `mt1.${text}`),
        ),
        async (input) => {
          expect(await seal.open(input)).toBeUndefined()
        },
      ),
      { numRuns: 1_000 },
    )
    for (const input of ["", "mt1.", "mt1", "mt2.AAAA", undefined, null, 7, ["mt1.AAAA"]]) {
      expect(await seal.open(input)).toBeUndefined()
    }
  })

  it("does not even look at text beyond 4,000 characters", async () => {
    const counting: KeyProvider = {
      current: keys.current,
      byId() {
        throw new Error("Asked.")
      },
    }
    expect(await createTicketSeal({ keys: counting }).open(`mt1.${"A".repeat(3_997)}`)).toBeUndefined()
  })

  it("refuses claims that do not fit, and takes the largest that do", async () => {
    // Overhead: prefix 4; header 4 + 1 + 18 + 16 + 12 and tag 16 make 67 bytes; {"a":""} 8 bytes; base64 adds a third.
    const largest = (4_000 - 4) * (3 / 4) - 67 - 8
    const ticket = await seal.seal({ a: "x".repeat(largest) })
    expect(ticket).toHaveLength(4_000)
    expect(await seal.open(ticket)).toEqual({ a: "x".repeat(largest) })
    await expect(seal.seal({ a: "x".repeat(largest + 1) })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "claims",
    })
  })

  it("refuses claims that are not JSON, without quoting them", async () => {
    const circular: Record<string, unknown> = { password: "s3cr3t" }
    circular.self = circular
    for (const wrong of [circular, { big: 1n }, { toJSON: () => undefined }, () => "claims"]) {
      const error = await seal.seal(wrong).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: "ERR_INVALID_INPUT", field: "claims" })
      expect((error as Error).cause).toBeUndefined()
    }
  })

  it("opens nothing that other keys sealed, nor a record of another kind under its own", async () => {
    const other = await createTicketSeal({ keys: ephemeralKeys() }).seal(claims)
    expect(await seal.open(other)).toBeUndefined()

    const context = {
      purpose: "ticket",
      accountId: "acme",
      userId: "ann",
      record: "r",
      generation: 0,
      parameters: "",
    } as const
    const record = await createSecretBox({ keys }).seal(utf8(JSON.stringify(claims)), context)
    expect(await seal.open(`mt1.${toBase64url(record)}`)).toBeUndefined()
  })

  it("opens nothing that is not JSON, even if it was sealed as a ticket is", async () => {
    const context = {
      purpose: "ticket",
      accountId: "",
      userId: "",
      record: "ticket",
      generation: 0,
      parameters: "",
    } as const
    for (const plaintext of [utf8("not JSON"), Uint8Array.of(0xff)]) {
      const record = await createSecretBox({ keys }).seal(plaintext, context)
      expect(await seal.open(`mt1.${toBase64url(record)}`)).toBeUndefined()
    }
  })

  it("opens tickets of an older key while it is kept, and none once it is removed", async () => {
    const [first, second] = [1, 2].map(() => Buffer.from(systemRandom.bytes(32)).toString("base64")) as [string, string]
    const ticket = await createTicketSeal({ keys: staticKeyring({ active: "a", keys: { a: first } }) }).seal(claims)
    const during = staticKeyring({ active: "b", keys: { a: first, b: second } })
    expect(await createTicketSeal({ keys: during }).open(ticket)).toEqual(claims)
    const after = staticKeyring({ active: "b", keys: { b: second } })
    expect(await createTicketSeal({ keys: after }).open(ticket)).toBeUndefined()
  })

  it("throws when the key provider fails: an outage must not look like a bad ticket", async () => {
    const failing: KeyProvider = { current: () => Promise.reject(new Error()), byId: () => Promise.reject(new Error()) }
    const broken = createTicketSeal({ keys: failing })
    const expected = { code: "ERR_KEY_UNAVAILABLE", retryable: true }
    await expect(broken.open(await seal.seal(claims))).rejects.toMatchObject(expected)
    await expect(broken.seal(claims)).rejects.toMatchObject(expected)
  })
})
