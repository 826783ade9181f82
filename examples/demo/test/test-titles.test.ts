import { expect, test } from "vitest"
import { testTitles } from "../../../scripts/test-titles.js"

const titlesIn = (text: string) => [...testTitles(text)]

test("a title counts where it is a test's, alone, in a group, or with cases", () => {
  expect(
    titlesIn(`
      it("one", run)
      describe("a group", () => { test('two', run) })
      it.each([1])("three %s", run)
      it.each\`a\`("four", run)
      test.skipIf(isNewer)(
        "five",
        run,
      )
      test.concurrent.only(\`six\`, { timeout: 1 }, run)
      export const races = suite("races", (test) => { test("seven", run) })
    `),
  ).toEqual(["one", "two", "three %s", "four", "five", "six", "seven"])
})

test("a title in a comment, a string, a name of a group or a call of something else does not count", () => {
  expect(
    titlesIn(`
      // it("one", run)
      /* test("two", run) */
      const text = 'it("three", run)'
      describe("four", () => {})
      expect("five")
      submit("six")
      it(title, run)
      it(\`seven \${name}\`, run)
    `),
  ).toEqual([])
})

test("the title of a test that never runs does not count", () => {
  expect(
    titlesIn(`
      it.skip("one", run)
      test.todo("two")
      it.skip.each([1])("three", run)
      describe.skip("a group", () => { it("four", run) })
      describe.each([1]).skip("a group", () => { it("five", run) })
      it("six", { skip: true }, run)
      it("seven", { todo: isNewer }, run)
      suite.skip("a suite", (test) => { test("eight", run) })
      it("nine", { skip: false }, run)
    `),
  ).toEqual(["nine"])
})
