import { expect, test } from "vitest"
import { named, namedPath, printable } from "./wording.js"

test("a name is shown as it is up to 40 characters, and cut beyond", () => {
  expect(printable("a".repeat(40))).toBe("a".repeat(40))
  expect(printable("a".repeat(41))).toBe(`${"a".repeat(39)}…`)
  expect(printable(`${"a".repeat(38)} bc`)).toBe(`${"a".repeat(38)}…`)
})

test("characters outside of the basic plane count twice and are not cut in two", () => {
  expect(printable("🂡".repeat(20))).toBe("🂡".repeat(20))
  expect(printable("🂡".repeat(21))).toBe(`${"🂡".repeat(19)}…`)
  expect(printable(`a${"🂡".repeat(20)}`)).toBe(`a${"🂡".repeat(19)}…`)
  expect(printable(`a${"🂡".repeat(1000)}`)).toBe(`a${"🂡".repeat(19)}…`)
})

test("a name stays on its line, in its direction and inside its quotes", () => {
  expect(printable(" a\r\n\tb\u2028c\u00a0d ")).toBe("a b c d")
  expect(printable("a\u202eb\u200bc\u2066d\u0000e\ufe0ff\ud800g")).toBe("abcdefg")
  expect(named('berlin" was removed. "')).toBe(`"berlin' was removed. '"`)
})

test("what follows much that shows nothing is cut with a sign of it", () => {
  expect(printable(`${"\u200b".repeat(399)}a`)).toBe("a")
  expect(printable(`${"\u200b".repeat(399)}ab`)).toBe("a…")
})

test("what is no text, or shows nothing, has no name", () => {
  for (const id of [undefined, null, 7, {}, ["a"], "", " \u200b "]) expect(named(id)).toBe("(unknown)")
})

test("a path is listed up to ten ids, and abridged beyond", () => {
  const path = Array.from({ length: 11 }, (_, index) => `g${index}`)
  expect(namedPath(path.slice(0, 10))).toBe("g0, g1, g2, g3, g4, g5, g6, g7, g8, g9")
  expect(namedPath(path)).toBe("g0, g1, g2, g3, g4, g5, g6, g7, g8, …")
  expect(namedPath([])).toBe("(unknown)")
})
