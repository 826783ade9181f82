// Finds the titles of the tests in a file, for documents that name a test as their proof. A title in a comment, in a string
// or of a test that never runs proves nothing, so the file is read as the compiler reads it.
import ts from "typescript"

const tests: readonly string[] = ["it", "test"]
const groups: readonly string[] = ["describe", "suite"]
const never: readonly string[] = ["skip", "todo"]

/** The titles of the tests that a file runs, as they are written: of `it.each`, with the places for its values. */
export function testTitles(text: string): ReadonlySet<string> {
  const titles = new Set<string>()
  visit(ts.createSourceFile("titles.test.ts", text, ts.ScriptTarget.Latest))
  return titles

  function visit(node: ts.Node): void {
    const call = ts.isCallExpression(node) ? calledAs(node) : undefined
    if (call !== undefined && isSkipped(call)) return
    if (call !== undefined && tests.includes(call.names[0] ?? "")) {
      const [title] = call.args
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text)
    }
    ts.forEachChild(node, visit)
  }
}

interface Call {
  /** `it.each` of `it.each(cases)("title", run)`. */
  readonly names: readonly string[]
  readonly args: readonly ts.Expression[]
}

function calledAs({ expression, arguments: args }: ts.CallExpression): Call | undefined {
  const names: string[] = []
  let at: ts.Expression = expression
  for (;;) {
    if (ts.isIdentifier(at)) return { names: [at.text, ...names], args }
    if (ts.isPropertyAccessExpression(at)) names.unshift(at.name.text)
    else if (!ts.isCallExpression(at) && !ts.isTaggedTemplateExpression(at)) return undefined
    at = ts.isTaggedTemplateExpression(at) ? at.tag : at.expression
  }
}

/** Skipped by its name, `it.skip`, or by an option, `{ skip: true }`. */
function isSkipped({ names, args }: Call): boolean {
  const [name = "", ...modifiers] = names
  if (![...tests, ...groups].includes(name)) return false
  return modifiers.some((modifier) => never.includes(modifier)) || args.some(hasOptionToSkip)
}

function hasOptionToSkip(argument: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(argument) &&
    argument.properties.some(
      (property) =>
        ts.isPropertyAssignment(property) &&
        ts.isIdentifier(property.name) &&
        never.includes(property.name.text) &&
        property.initializer.kind !== ts.SyntaxKind.FalseKeyword,
    )
  )
}
