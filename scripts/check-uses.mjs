// The programs of type-tests/ are how the API was tried before it was built. Two things go wrong without this check: an
// API drifts from its uses unseen, and a program that waits for a part is forgotten when the part has come.
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript"

const folder = fileURLToPath(new URL("../type-tests/", import.meta.url))
const config = ts.getParsedCommandLineOfConfigFile(
  `${folder}tsconfig.json`,
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} },
)
// A folder that is empty is none, in a fresh clone.
const namesIn = (name) => (existsSync(folder + name) ? readdirSync(folder + name) : [])
const filesIn = (name) => namesIn(name).map((file) => `${folder}${name}/${file}`)

function faults(files) {
  const program = ts.createProgram(files, config.options)
  return files.map((file) => ({ file, found: ts.getPreEmitDiagnostics(program, program.getSourceFile(file)) }))
}

const broken = faults(filesIn("uses")).filter(({ found }) => found.length > 0)
for (const { found } of broken) {
  console.error(
    ts.formatDiagnostics(found, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => folder,
      getNewLine: () => "\n",
    }),
  )
}
const ready = faults(filesIn("pending")).filter(({ found }) => found.length === 0)
for (const { file } of ready) console.error(`${file} compiles now: move it to type-tests/uses`)
if (broken.length + ready.length > 0) process.exit(1)
console.log(`${filesIn("uses").length} programs compile, ${filesIn("pending").length} wait`)
