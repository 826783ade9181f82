import { readFile } from "node:fs/promises"
import { expect, test, vi } from "vitest"

const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the program in the README is the one that is compiled and run here", async () => {
  expect(await text("../README.md")).toContain(`\`\`\`ts\n${await text("./readme-example.ts")}\`\`\``)
})

test("the program in the README prints what the README says", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {})
  await import("./readme-example.js")
  const lines = printed.mock.calls.map((words) => `${words.join(" ")}\n`).join("")
  expect(await text("../README.md")).toContain(`It prints\n\n\`\`\`\n${lines}\`\`\``)
})

test("each law in the README names a file that tests it", async () => {
  const laws = (await text("../README.md")).split("## Laws\n")[1]?.split("\n- ").slice(1) ?? []
  expect(laws.length).toBeGreaterThan(5)
  for (const law of laws) {
    const files = law.match(/`src\/[\w/-]+\.prop\.test\.ts`/g) ?? []
    expect(files, law).not.toEqual([])
    for (const file of files) expect(await text(`../${file.slice(1, -1)}`)).toContain("fc.property")
  }
})

test("the READMEs link to nothing that the package does not contain", async () => {
  const { files } = JSON.parse(await text("../package.json")) as { readonly files: readonly string[] }
  const root = "https://repository.example/packages/policy/"
  const contained = (url: string) =>
    files.includes(url.replace(root, "").split("/")[0] ?? "") || url === `${root}README.md`
  for (const readme of ["README.md", "vectors/README.md"]) {
    const links = [...(await text(`../${readme}`)).matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map(([, target = ""]) => target)
    const urls = links.map((target) => new URL(target, root + readme).href)
    expect(urls.length).toBeGreaterThan(1)
    expect(urls.filter((url) => !contained(url))).toEqual([])
  }
})
