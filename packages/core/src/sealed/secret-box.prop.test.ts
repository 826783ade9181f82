import fc from "fast-check"
import { expect, test } from "vitest"
import { sealContext } from "../../test/arbitraries.js"
import { ephemeralKeys } from "../keys/keyring.js"
import { createSecretBox, sealedKeyId } from "./secret-box.js"

const box = createSecretBox({ keys: ephemeralKeys() })

test("a record opens with the context that it was sealed with, and with no other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sealContext, sealContext, async (plaintext, own, other) => {
      const sealed = await box.seal(plaintext, own)
      expect(await box.open(sealed, own)).toEqual(plaintext)
      if (JSON.stringify(own) !== JSON.stringify(other)) {
        await expect(box.open(sealed, other)).rejects.toMatchObject({ code: "ERR_RECORD_UNREADABLE" })
      }
    }),
  )
})

test("bytes that are no record are refused by code, whatever they are", async () => {
  const almost = fc.uint8Array({ maxLength: 120 }).map((rest) => Uint8Array.of(77, 85, 83, 49, ...rest))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 120 }), almost), sealContext, async (bytes, context) => {
      await expect(box.open(bytes, context)).rejects.toMatchObject({
        code: expect.stringMatching(/^ERR_(RECORD_UNREADABLE|KEY_UNAVAILABLE)$/),
      })
      try {
        expect(sealedKeyId(bytes)).toMatch(/^[A-Za-z0-9._-]{1,32}$/)
      } catch (error) {
        expect(error).toMatchObject({ code: "ERR_RECORD_UNREADABLE" })
      }
    }),
    { numRuns: 500 },
  )
})
