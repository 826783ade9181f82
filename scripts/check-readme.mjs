// Prevents an example that nobody ran: every TypeScript program in README.md is, letter by letter, one of docs/snippets,
// which are type-checked, and of which readme.ts is run against the packed packages.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { filesUnder, root } from "./workspaces.mjs"

const read = (file) => readFileSync(join(root, file), "utf8")
const snippets = new Map(filesUnder("docs/snippets").map((file) => [read(file), file]))
const programs = [...read("README.md").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program)

const strangers = programs.filter((program) => !snippets.has(program))
for (const program of strangers) console.log(`not in docs/snippets:\n\n${program}`)
const shown = programs.map((program) => snippets.get(program))
if (!shown.includes("docs/snippets/readme.ts")) console.log("README.md does not show docs/snippets/readme.ts")
process.exitCode = strangers.length === 0 && shown.includes("docs/snippets/readme.ts") ? 0 : 1
