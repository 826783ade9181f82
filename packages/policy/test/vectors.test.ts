import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { fromJson, printJson, toJson } from "./vectors/json-form.js"
import { folder, readCases } from "./vectors/published.js"
import { generate } from "./vectors/suite.js"
import { vectorFiles } from "./vectors/vector-files.js"

const text = (name: string) => readFileSync(new URL(name, folder), "utf8")
const howTo = "run: node --conditions=@muster/source --import=tsx packages/policy/test/vectors/write.ts"

describe.each(vectorFiles)("$name", (file) => {
  for (const [name, { answer, brief, cases }] of Object.entries(file.suites)) {
    it.each(readCases(file.name, name))(`${name}: the package answers $id`, ({ input, expected }) => {
      expect(toJson(answer(fromJson(input) as never))).toEqual(expected)
    })

    it(`${name}: each answer is what the case was written to say`, () => {
      const wrong = cases
        .map(({ id, input, says }) => ({ id, says, answer: brief(answer(input)) }))
        .filter(({ says, answer }) => says !== answer)
      expect(wrong).toEqual([])
    })

    it(`${name}: names are unique, and titles are sentences`, () => {
      const ids = cases.map(({ id }) => id)
      expect([...new Set(ids)]).toEqual(ids)
      for (const { id, title } of cases) {
        expect(id).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/)
        expect(title).toMatch(/^[A-Z].{12,}[^.]$/)
      }
    })
  }

  it("is what the cases generate", () => {
    expect(text(`${file.name}.json`) === `${printJson(generate(file))}\n`, howTo).toBe(true)
  })

  it("is described in the README, with each of its suites and what they take and answer", () => {
    const readme = text("README.md")
    const section = readme.split(`## ${file.name}.json\n`)[1]?.split("\n## ")[0] ?? ""
    for (const name of Object.keys(file.suites)) {
      expect(section).toContain(`### \`${name}\``)
      const members = readCases(file.name, name).flatMap(({ input, expected }) =>
        [input, expected].flatMap((value) => Object.keys(value as object)),
      )
      for (const member of new Set(members)) expect(readme).toMatch(new RegExp(`[\`"]${member}\\b`))
    }
  })
})

it("no file of vectors is left without cases, and all of them stay small", () => {
  const names = readdirSync(folder).filter((name) => name !== "README.md")
  expect(names.sort()).toEqual(vectorFiles.map(({ name }) => `${name}.json`).sort())
  const size = names.reduce((sum, name) => sum + Buffer.byteLength(text(name)), 0)
  expect(size).toBeLessThan(350_000)
})
