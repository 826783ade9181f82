import { expect, test } from "vitest"
import { isSingleAddress } from "./single-address.js"

test.each(["ann@acme.example", "ann+two@mail.acme.example", "ännchen@acme.example"])("%s is one address", (address) => {
  expect(isSingleAddress(address)).toBe(true)
})

test.each([
  "",
  "ann",
  "@acme.example",
  "ann@",
  "ann@acme.example ",
  "ann@acme.example,bob@acme.example",
  "Ann <ann@acme.example>",
  "ann@acme.example\r\nBcc: bob@acme.example",
  "a@b@acme.example",
  `${"a".repeat(250)}@a.example`,
  `${"ä".repeat(125)}@a.example`,
  42,
  null,
  ["ann@acme.example"],
])("%j is not one address", (value) => {
  expect(isSingleAddress(value)).toBe(false)
})
