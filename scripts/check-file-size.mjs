// Prevents the file that everybody edits and nobody reads: over 300 lines it holds more than one concept and is split
// by concept, tests included.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { filesUnder, root } from "./workspaces.mjs"

const text = /\.(ts|tsx|js|mjs|cjs|sql|css)$/
const files = ["packages", "examples", "tools"]
  .flatMap(filesUnder)
  .filter((file) => /^[^/]+\/[^/]+\/(src|test)\//.test(file) && text.test(file))
if (files.length === 0) throw new Error("no source file was found")

const tooLong = files
  .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").trimEnd().split("\n").length }))
  .filter(({ lines }) => lines > 300)
for (const { file, lines } of tooLong) console.log(`${file}: ${lines} lines`)
console.log(`${files.length} files, ${tooLong.length} too long`)
process.exitCode = tooLong.length === 0 ? 0 : 1
