import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { testTitles } from "../../../scripts/test-titles.js"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const read = (file: string) => readFileSync(join(root, file), "utf8")

function filesUnder(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
}

const documents = [
  ...readdirSync(root).filter((file) => file.endsWith(".md")),
  ...["docs/adr", "docs/guides", "docs/reference"].flatMap((folder) => filesUnder(folder, ".md")),
  "docs/security-cases.md",
  "docs/words.md",
]
const snippets = [
  ...filesUnder("docs/snippets", ".ts"),
  // Where the packages are that a guide is about, and a server to run it on.
  ...filesUnder("packages/adapters-postgres/test/clients/guide", ".ts"),
  // How the handler is mounted, beside the frameworks that are installed there.
  ...filesUnder("packages/http/test/frameworks", ".ts"),
  ...filesUnder("examples/job-engines/src", ".ts"),
  // The store that the guide to a store of one's own is about.
  ...filesUnder("examples/custom-adapter/src", ".ts"),
  ...filesUnder("examples/custom-adapter/test", ".test.ts"),
].map(read)

interface Link {
  readonly text: string
  readonly path: string
}

const prose = (document: string) => read(document).replaceAll(/^```.*?^```$/gms, "")

/** The links into this repository, with the path that they lead to. */
function linksOf(document: string): readonly Link[] {
  return [...prose(document).matchAll(/\[([^\]]+)\]\(([^)#\s]*)[^)]*\)/g)]
    .map(([, text = "", target = ""]) => ({ text, target }))
    .filter(({ target }) => target !== "" && !/^[a-z]+:/.test(target))
    .map(({ text, target }) => ({ text: text.replaceAll(/\s+/g, " "), path: join(dirname(document), target) }))
}

describe.each(documents)("%s", (document) => {
  test("links to files that are there", () => {
    const broken = linksOf(document).filter(({ path }) => !existsSync(join(root, path)))
    expect(broken).toEqual([])
  })

  test("names only paths that are there", () => {
    const spans = [...prose(document).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span)
    const paths = spans.filter((span) => /^(packages|examples|tools|docs|scripts|[a-z-]+\/src)\/[\w./-]+$/.test(span))
    const missing = paths.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, "packages", path)))
    expect(missing).toEqual([])
  })

  test("shows TypeScript only from files that are compiled and run", () => {
    const shown = [...read(document).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code)
    expect(shown.filter((code) => !snippets.some((snippet) => snippet.includes(code)))).toEqual([])
  })
})

test("every npm script that a document names is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> }
  const named = documents.flatMap((document) => [...read(document).matchAll(/\bnpm run ([\w:-]+)/g)])
  expect(named.map(([, script = ""]) => script).filter((script) => !(script in scripts))).toEqual([])
})

test("each promise of SECURITY.md names a test that runs by its title, in the file that it links to", () => {
  const shown = linksOf("SECURITY.md").filter(({ path }) => /\.test\.ts$|\/suites\//.test(path))
  expect(shown.length).toBeGreaterThan(20)
  const titled = ({ text, path }: Link) => existsSync(join(root, path)) && testTitles(read(path)).has(text)
  expect(shown.filter((link) => !titled(link))).toEqual([])
})
