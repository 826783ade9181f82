import { loadModule, parseSync } from "libpg-query"

await loadModule()

/**
 * Names each statement of a migration that code of the release before could stumble over: whatever is no new table, no
 * plain index, no new function and no column that a row may lack. Postgres' own parser reads it.
 */
export function whatBreaksOlderCode(sql: string): readonly string[] {
  const statements = (parseSync(sql).stmts ?? []).map(({ stmt }) => stmt as unknown as Node)
  const own = new Set(statements.map((node) => node.CreateStmt?.relation.relname))
  return statements.flatMap((node) => faultsOf(node, own))
}

interface Relation {
  readonly schemaname?: string
  readonly relname: string
}

interface ColumnConstraint {
  readonly Constraint: { readonly contype: string }
}

interface Command {
  readonly AlterTableCmd: {
    readonly subtype: string
    readonly def?: { readonly ColumnDef?: { readonly constraints?: readonly ColumnConstraint[] } }
  }
}

/** Of the parser's tree, what is looked at. */
interface Node {
  readonly CreateStmt?: { readonly relation: Relation }
  readonly IndexStmt?: { readonly relation: Relation; readonly unique?: boolean }
  readonly CreateFunctionStmt?: { readonly replace?: boolean; readonly funcname: readonly unknown[] }
  readonly AlterTableStmt?: { readonly relation: Relation; readonly cmds: readonly Command[] }
}

function faultsOf(node: Node, own: ReadonlySet<string | undefined>): readonly string[] {
  const { CreateStmt, IndexStmt, CreateFunctionStmt, AlterTableStmt } = node
  if (CreateStmt !== undefined) return inSchema(CreateStmt.relation)
  if (IndexStmt !== undefined) {
    const { relation, unique } = IndexStmt
    return [...inSchema(relation), ...(unique && !own.has(relation.relname) ? ["a rule for rows that are there"] : [])]
  }
  if (CreateFunctionStmt !== undefined) {
    const { replace, funcname } = CreateFunctionStmt
    return [...(replace ? ["a function in place of another"] : []), ...(funcname.length === 2 ? [] : ["no schema"])]
  }
  if (AlterTableStmt !== undefined) {
    return [...inSchema(AlterTableStmt.relation), ...AlterTableStmt.cmds.flatMap(faultsOfCommand)]
  }
  return [Object.keys(node).join()]
}

function inSchema({ schemaname }: Relation): readonly string[] {
  return schemaname === "muster" ? [] : ["not in the schema"]
}

function faultsOfCommand({ AlterTableCmd: { subtype, def } }: Command): readonly string[] {
  if (subtype !== "AT_AddColumn") return [subtype]
  const kinds = (def?.ColumnDef?.constraints ?? []).map(({ Constraint }) => Constraint.contype)
  const rest = kinds.filter((kind) => !["CONSTR_DEFAULT", "CONSTR_NOTNULL", "CONSTR_NULL"].includes(kind))
  const needed = kinds.includes("CONSTR_NOTNULL") && !kinds.includes("CONSTR_DEFAULT")
  return [...rest, ...(needed ? ["a column that older code does not fill"] : [])]
}
