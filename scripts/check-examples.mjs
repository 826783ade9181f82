// Prevents an @example that no longer compiles. Each one is a program of its own: names that a package exports are imported,
// `...` and names that nothing declares stand for what the reader has, and everything else is type-checked.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { filesUnder, root } from "./workspaces.mjs"

const packages = [
  "core",
  "core/testing",
  "policy",
  "enrollment",
  "sdk",
  "sdk/ports",
  "sdk/opentelemetry",
  "mailer",
  "adapters-memory",
  "adapters-postgres",
  "http",
  "http/client",
  "http/node",
]
const sources = filesUnder("packages").filter((file) => /^packages\/[^/]+\/src\/.*(?<!\.test)\.ts$/.test(file))
const examples = new Map(sources.flatMap((file) => examplesIn(file)))

function examplesIn(file) {
  const text = readFileSync(join(root, file), "utf8")
  return [...text.matchAll(/\/\*\*.*?\*\//gs)].flatMap((comment) => {
    const blocks = [...comment[0].matchAll(/^\s*\* ```ts\n(.*?)^\s*\* ```$/gms)]
    return blocks.map(([, code], index) => {
      const line = text.slice(0, comment.index).split("\n").length
      const program = code.replaceAll(/^\s*\* ?/gm, "")
      return [
        join(root, file.replace(/\/src\/.*/, ""), `example-${line}-${index}-of-${file.replaceAll(/\W/g, "_")}.ts`),
        { file, line, program },
      ]
    })
  })
}

const options = {
  ...ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile).config.compilerOptions,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts"],
  // A callback of something that the reader has takes what nobody here can know.
  noImplicitAny: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
}

/** Type-checks the programs as they are, and answers what is wrong with each. */
function check(programs) {
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => programs.has(name) || fileExists(name)
  host.readFile = (name) => programs.get(name) ?? readFile(name)
  host.getSourceFile = (name, ...rest) =>
    programs.has(name) ? ts.createSourceFile(name, programs.get(name), rest[0]) : getSourceFile(name, ...rest)
  const program = ts.createProgram([...programs.keys()], options, host)
  const found = new Map()
  for (const name of programs.keys()) {
    const source = program.getSourceFile(name)
    found.set(name, [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
  }
  return { found, program }
}

/** What the packages export, by name. */
function exportedNames() {
  const name = join(root, "packages/sdk/all-exports.ts")
  const text = packages.map((id, index) => `import * as p${index} from "@muster/${id}"\nvoid p${index}`).join("\n")
  const { program } = check(new Map([[name, text]]))
  const checker = program.getTypeChecker()
  const names = new Map()
  for (const statement of program.getSourceFile(name).statements.filter(ts.isImportDeclaration)) {
    const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier)
    if (symbol === undefined) throw new Error(`${statement.moduleSpecifier.getText()} is not found`)
    for (const exported of checker.getExportsOfModule(symbol)) {
      const { flags } = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const isType = (flags & ts.SymbolFlags.Value) === 0
      if (!names.has(exported.name)) names.set(exported.name, { from: statement.moduleSpecifier.text, isType })
    }
  }
  return names
}

// A `return` is meant for the function that the reader writes around it.
const outsideFunction = 1108
const undeclared = new Set([2304, 2503, 2552, 18004])
const names = exportedNames()

/** Imports what a package exports, and declares what the reader is left to imagine. */
function completed(program, diagnostics) {
  const missing = new Set(
    diagnostics
      .filter(({ code }) => undeclared.has(code))
      .map(({ start, length, file }) => file.text.substr(start, length)),
  )
  const lines = [...missing].map((name) => {
    const known = names.get(name)
    if (known === undefined) return `declare const ${name}: any; type ${name} = any`
    return `import ${known.isType ? "type " : ""}{ ${name} } from "${known.from}"`
  })
  return `${lines.join("\n")}\nexport {}\n${program}`
}

const bare = new Map([...examples].map(([name, { program }]) => [name, `export {}\n${program}`]))
const first = check(bare).found
const whole = new Map([...examples].map(([name, { program }]) => [name, completed(program, first.get(name))]))
let failed = 0
for (const [name, all] of check(whole).found) {
  const diagnostics = all.filter(({ code }) => code !== outsideFunction)
  if (diagnostics.length === 0) continue
  failed += 1
  const { file, line } = examples.get(name)
  console.log(`${file}:${line} an @example does not compile`)
  for (const { messageText } of diagnostics) console.log(`  ${ts.flattenDiagnosticMessageText(messageText, "\n  ")}`)
}
console.log(`${examples.size} examples, ${failed} that do not compile`)
process.exitCode = failed === 0 && examples.size > 0 ? 0 : 1
