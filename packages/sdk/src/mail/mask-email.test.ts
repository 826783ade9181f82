import { expect, test } from "vitest"
import { maskEmail } from "./mask-email.js"

test.each([
  ["ann@acme.example", "a•••@acme.example"],
  ["a@acme.example", "a•••@acme.example"],
  ["😀ann@acme.example", "😀•••@acme.example"],
  ['"a@b"@acme.example', '"•••@acme.example'],
  ["no address", "•••"],
])("%s is shown as %s", (address, shown) => {
  expect(maskEmail(address)).toBe(shown)
})
