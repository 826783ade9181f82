import { inspect } from "node:util"
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  buildOtpauthUri,
  createSecretBox,
  createTicketSeal,
  digestEmailCode,
  digestRecoveryCode,
  ephemeralKeys,
  formatSetupKey,
  fromBase64url,
  generateTotp,
  importTotpSecret,
  isMusterError,
  keyedDigest,
  sealedKeyId,
  staticKeyring,
  toBase64url,
  verifyTotp,
} from "../src/index.js"
import { qrPng, qrSvg, qrTerminal } from "../src/qr/index.js"
import { authenticator } from "../src/testing/index.js"

const keys = ephemeralKeys()
const box = createSecretBox({ keys })
const context = { purpose: "totp", accountId: "a", userId: "u", record: "r", generation: 1, parameters: "" } as const

/** Every way to misuse the package with a secret in hand. Each must throw, and say nothing of the secret. */
const misuses: readonly ((canary: string, bytes: Uint8Array) => unknown)[] = [
  (canary) => staticKeyring({ active: "k", keys: { k: canary } }),
  (canary) => staticKeyring({ active: canary, keys: {} }),
  (canary) => staticKeyring({ active: "k", keys: { [`${canary} is no id`]: "k" } }),
  (_, bytes) => staticKeyring({ active: "k", keys: { k: Buffer.from(bytes.subarray(1)).toString("base64") } }),
  (canary) => fromBase64url(`${canary}!`),
  (_, bytes) => importTotpSecret(bytes.subarray(0, 15)),
  (_, bytes) => generateTotp({ secret: bytes.subarray(0, 9), at: 0 }),
  (canary, bytes) => verifyTotp({ secret: bytes.subarray(0, 9), code: canary, at: 0 }),
  (canary, bytes) => verifyTotp({ secret: bytes, code: canary, at: Number.NaN }),
  (canary, bytes) => verifyTotp({ secret: bytes, code: canary, at: 0, lastUsedStep: canary as never }),
  (canary, bytes) => buildOtpauthUri({ issuer: `${canary}:`, label: "ann", secret: bytes }),
  (canary, bytes) => buildOtpauthUri({ issuer: "Acme", label: `${canary}\n`, secret: bytes }),
  (canary) => authenticator(`otpauth://totp/Acme:ann?secret=${canary}8`),
  (canary) =>
    digestEmailCode({ keys, binding: { accountId: "", userId: "", ticketId: "", address: "" }, code: canary }),
  (canary) => digestRecoveryCode({ accountId: "a", userId: "u", code: `${canary}!` }),
  (canary) => keyedDigest({ keys, label: "l", parts: [`${canary}\uD800`] }),
  (canary) => createTicketSeal({ keys }).seal({ canary, big: 1n }),
  (canary) => createTicketSeal({ keys }).seal({ canary: canary.repeat(200) }),
  (canary) => createSecretBox({ keys }).seal(new TextEncoder().encode(canary), { ...context, generation: -1 }),
  (_, bytes) => box.open(bytes, context),
  (_, bytes) => sealedKeyId(bytes),
  async (_, bytes) => {
    const sealed = await box.seal(bytes, context)
    return box.open(sealed, { ...context, userId: "other" })
  },
  (canary) => qrSvg(canary.repeat(200)),
  (canary) => qrTerminal(canary.repeat(200)),
  (canary) => qrPng(canary.repeat(200)),
]

test("no error repeats a secret, a code or a key, in its message, field, cause or stack", async () => {
  const secret = fc.uint8Array({ minLength: 20, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(secret, fc.constantFrom(...misuses.keys()), async (bytes, index) => {
      const canary = formatSetupKey(bytes).bare
      const error = await attempt(() => misuses[index]?.(canary, bytes))
      expect(isMusterError(error), `misuse ${index}: ${error}`).toBe(true)

      const shown = inspect(error, { depth: 9, showHidden: true })
      for (const spelling of [canary, toBase64url(bytes), Buffer.from(bytes).toString("hex"), bytes.join(", ")]) {
        expect(shown).not.toContain(spelling.slice(0, 12))
      }
    }),
    { numRuns: misuses.length * 12 },
  )
})

async function attempt(call: () => unknown): Promise<unknown> {
  try {
    await call()
  } catch (error) {
    return error
  }
  return undefined
}
