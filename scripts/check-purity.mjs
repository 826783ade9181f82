// Prevents a rule from deciding by a clock, by chance or after a wait of its own: policy and enrollment are given `now`,
// and can be tested exhaustively and replayed only because nothing else comes in. Reads the syntax tree, since a regular
// expression finds these words in comments and misses them in destructuring.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { filesUnder, isTest, root } from "./workspaces.mjs"

const forbiddenNames = new Set([
  "Promise",
  "PromiseLike",
  "performance",
  "crypto",
  "process",
  "globalThis",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
])
/** What is left of these two without the clock and the dice. */
const allowedMembers = { Date: (member) => ["UTC", "parse"].includes(member), Math: (member) => member !== "random" }

function impurity(node) {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return "await"
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return "async"
  if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) return "import()"
  if (!ts.isIdentifier(node) || isOnlyAName(node)) return undefined
  if (forbiddenNames.has(node.text)) return node.text
  const allowed = allowedMembers[node.text]
  if (allowed === undefined || ts.isTypeNode(node.parent)) return undefined
  if (ts.isPropertyAccessExpression(node.parent) && allowed(node.parent.name.text)) return undefined
  if (ts.isNewExpression(node.parent) && node.parent.arguments?.length > 0) return undefined
  return node.parent.getText()
}

/** A member, a key or a declaration that happens to be called so. */
function isOnlyAName(node) {
  const { parent } = node
  return (parent.name === node && !ts.isShorthandPropertyAssignment(parent)) || parent.propertyName === node
}

function impuritiesOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    const what = impurity(node)
    if (what !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${file}:${line + 1}: ${what}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

// A check that has stopped seeing must not pass.
const impure = [
  "Date.now()",
  "new Date()",
  "new Date",
  "Date()",
  "const { now } = Date",
  "Math.random()",
  "const m = Math",
  "async () => 1",
  "type T = Promise<1>",
  "for await (const x of y) {}",
  "import('x')",
  "f({ crypto })",
  "performance.now()",
]
const pure = [
  "new Date(at)",
  "Date.UTC(2026, 0)",
  "Math.min(1, 2)",
  "x.process()",
  "let d: Date",
  "({ fetch: 1 })",
  "// Date.now()",
]
for (const code of impure) if (impuritiesOf("sample", code).length === 0) throw new Error(`${code} was not found`)
for (const code of pure) if (impuritiesOf("sample", code).length > 0) throw new Error(`${code} was found`)

const files = ["packages/policy/src", "packages/enrollment/src"].flatMap(filesUnder).filter((file) => !isTest(file))
if (files.length === 0) throw new Error("no source file was found")
const found = files.flatMap((file) => impuritiesOf(file, readFileSync(join(root, file), "utf8")))
for (const line of found) console.log(line)
console.log(`${files.length} files, ${found.length} impure places`)
process.exitCode = found.length === 0 ? 0 : 1
