import fc from "fast-check"
import { expect, test } from "vitest"
import { hmac as chosen } from "#hmac"
import { hmac as node } from "./node.js"
import { hmac as portable } from "./portable.js"

test("on Node, the import #hmac gives Node's own crypto", () => {
  expect(chosen).toBe(node)
})

test("the portable HMAC and Node's agree on every input", () => {
  const algorithm = fc.constantFrom("SHA-1" as const, "SHA-256" as const, "SHA-512" as const)
  fc.assert(
    fc.property(
      algorithm,
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
      (name, key, message) => {
        expect(Buffer.from(portable(name, key, message))).toEqual(Buffer.from(node(name, key, message)))
      },
    ),
  )
})

test("both give the second vectors of RFC 2202 and RFC 4231", () => {
  const text = (ascii: string) => new TextEncoder().encode(ascii)
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
  const message = text("what do ya want for nothing?")
  for (const hmac of [node, portable]) {
    expect(hex(hmac("SHA-1", text("Jefe"), message))).toBe("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    expect(hex(hmac("SHA-256", text("Jefe"), message))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    )
    expect(hex(hmac("SHA-512", text("Jefe"), message))).toBe(
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    )
  }
})
