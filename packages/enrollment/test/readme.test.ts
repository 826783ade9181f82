import { readFile } from "node:fs/promises"
import { expect, it } from "vitest"
import { machineDiagram, machineMatrix } from "./machine-picture.js"
import { sent, tooEarly } from "./readme.js"
import { throttleTable } from "./throttle-table.js"

const path = (name: string) => new URL(name, import.meta.url)
const fenced = (language: string, text: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

/** Puts a text between the comments that name it. */
function filled(readme: string, name: string, text: string): string {
  const between = new RegExp(`(?<=<!-- ${name} -->\\n).*?(?=\\n<!-- /${name} -->)`, "s")
  if (!between.test(readme)) throw new Error(`the README has no place for the ${name}`)
  return readme.replace(between, () => text)
}

it("the README shows the program that is run here, and the machine as its table says it (update with vitest -u)", async () => {
  let readme = await readFile(path("../README.md"), "utf8")
  readme = filled(readme, "example", fenced("ts", await readFile(path("./readme.ts"), "utf8")))
  readme = filled(readme, "matrix", machineMatrix())
  readme = filled(readme, "diagram", fenced("mermaid", machineDiagram()))
  readme = filled(readme, "throttle", throttleTable())
  await expect(readme).toMatchFileSnapshot("../README.md")
})

it("the program of the README says what happens", () => {
  expect(sent).toMatchObject({
    kind: "moved",
    record: { emailCodes: [{ ticketId: "ticket-1" }] },
    outputs: [
      { kind: "record-event", event: "email-code-sent" },
      { kind: "send-mail", mail: "email-code" },
    ],
  })
  expect(tooEarly).toMatchObject({ kind: "refused", refusal: { kind: "wrong-step", state: "not-started" } })
})
