import { describe, expect, it } from "vitest"
import { systemRandom } from "../random.js"
import { createSecretBox } from "../sealed/secret-box.js"
import { checkedKeys, type KeyCheck, type KeyCheckResult } from "./checked-keys.js"
import type { KeyProvider, KeyPurpose } from "./key-provider.js"
import { staticKeyring } from "./keyring.js"

const purposes: readonly KeyPurpose[] = ["totp", "pepper", "ticket", "mail"]
const randomKey = () => Buffer.from(systemRandom.bytes(32)).toString("base64")
const ring = (key: string) => staticKeyring({ active: "2026", keys: { "2026": key } })
const wrongKey = { code: "ERR_CONFIGURATION", field: "keys", retryable: false }

/** What all machines share: it keeps the first value of each purpose and id. */
function sharedChecks() {
  const kept = new Map<string, string>()
  const asked: KeyCheck[] = []
  const compare = async (check: KeyCheck): Promise<KeyCheckResult> => {
    asked.push(check)
    const name = `${check.purpose} ${check.keyId}`
    if (!kept.has(name)) kept.set(name, check.value)
    return { kind: kept.get(name) === check.value ? "match" : "mismatch" }
  }
  return { asked, compare }
}

describe("checkedKeys", () => {
  it("stops a machine with a wrong key under a known id, for every purpose, before it seals or opens anything", async () => {
    const { compare } = sharedChecks()
    const [right, wrong] = [checkedKeys(ring(randomKey()), compare), checkedKeys(ring(randomKey()), compare)]
    for (const purpose of purposes) {
      await right.current(purpose)
      await expect(wrong.current(purpose)).rejects.toMatchObject(wrongKey)
      await expect(wrong.byId(purpose, "2026")).rejects.toMatchObject(wrongKey)
      expect((await right.byId(purpose, "2026"))?.state).toBe("active")
    }
    const context = {
      accountId: "a",
      userId: "u",
      record: "r",
      generation: 1,
      parameters: "",
      purpose: "totp",
    } as const
    await expect(createSecretBox({ keys: wrong }).seal(new Uint8Array(1), context)).rejects.toMatchObject(wrongKey)
  })

  it("says in the error which id is wrong, and nothing of a key", async () => {
    const { compare } = sharedChecks()
    await checkedKeys(ring(randomKey()), compare).current("totp")
    const key = randomKey()
    const error = await checkedKeys(ring(key), compare)
      .current("totp")
      .catch((thrown: unknown) => thrown as Error)
    expect(String(error)).toContain("2026")
    expect(JSON.stringify(error) + String(error)).not.toContain(key.slice(0, 8))
  })

  it("compares each key once, also when it is asked for many times at once", async () => {
    const { asked, compare } = sharedChecks()
    const keys = checkedKeys(ring(randomKey()), compare)
    await Promise.all(Array.from({ length: 20 }, () => keys.current("totp")))
    for (let n = 0; n < 20; n++) await keys.byId("totp", "2026")
    expect(asked).toHaveLength(1)
    await keys.current("mail")
    expect(asked).toHaveLength(2)
  })

  it("notices a provider that comes to have another key under the same id", async () => {
    const { compare } = sharedChecks()
    let current = ring(randomKey())
    const changing: KeyProvider = {
      current: (purpose) => current.current(purpose),
      byId: (purpose, keyId) => current.byId(purpose, keyId),
    }
    const keys = checkedKeys(changing, compare)
    await keys.current("totp")
    current = ring(randomKey())
    await expect(keys.current("totp")).rejects.toMatchObject(wrongKey)
  })

  it("compares again after a comparison that failed, and passes on why it did", async () => {
    const { compare } = sharedChecks()
    const down = new Error("the database does not answer")
    let isDown = true
    const keys = checkedKeys(ring(randomKey()), async (check) => {
      if (isDown) throw down
      return compare(check)
    })
    await expect(keys.current("totp")).rejects.toBe(down)
    isDown = false
    expect((await keys.current("totp")).keyId).toBe("2026")
  })

  it("compares nothing for an id that the provider does not know", async () => {
    const { asked, compare } = sharedChecks()
    expect(await checkedKeys(ring(randomKey()), compare).byId("totp", "2025")).toBeUndefined()
    expect(asked).toEqual([])
  })

  it("gives other values to other purposes and ids, none of which holds bytes of a key", async () => {
    const { asked, compare } = sharedChecks()
    const key = randomKey()
    for (const keyId of ["2025", "2026"]) {
      const keys = checkedKeys(staticKeyring({ active: keyId, keys: { [keyId]: key } }), compare)
      for (const purpose of purposes) await keys.current(purpose)
    }
    expect(new Set(asked.map(({ value }) => value)).size).toBe(2 * purposes.length)
    for (const { value } of asked) expect(value).toMatch(/^[A-Za-z0-9_-]{11}$/)
  })
})
