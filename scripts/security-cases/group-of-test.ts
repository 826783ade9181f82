import ts from "typescript"

/**
 * The names of the groups that a test stands in, the outermost first. A title often goes on from the name of its group, and means
 * little without it; a group that is named by its cases alone adds nothing.
 */
export function groupOfTest(text: string, title: string): readonly string[] {
  return find(ts.createSourceFile("group.test.ts", text, ts.ScriptTarget.Latest, true), []) ?? []

  function find(node: ts.Node, groups: readonly string[]): readonly string[] | undefined {
    const called = ts.isCallExpression(node) ? titled(node) : undefined
    if (called?.title === title && !called.isGroup) return groups.filter((name) => !/^[%$]\w+$/.test(name))
    const inside = called?.isGroup === true ? [...groups, called.title] : groups
    return ts.forEachChild(node, (child) => find(child, inside))
  }
}

function titled(call: ts.CallExpression): { readonly title: string; readonly isGroup: boolean } | undefined {
  const [title] = call.arguments
  const root = /^\w+/.exec(call.expression.getText())?.[0]
  const isGroup = root === "describe" || root === "suite"
  if (title === undefined || !ts.isStringLiteralLike(title)) return undefined
  return isGroup || root === "test" || root === "it" ? { title: title.text, isGroup } : undefined
}
