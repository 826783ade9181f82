import pg from "pg"
import type { OpenSchema } from "../open-schema.js"
import type { RecordedStatement } from "./recorded-store.js"

interface PlanNode {
  readonly "Relation Name"?: string
  readonly Plans?: readonly PlanNode[]
}

/**
 * Which parts of which table Postgres means to look into for a statement: planned for its values, or once for all values, as it
 * may do with statements that a connection has prepared. Nothing is run.
 */
export async function partitionsIn(
  open: OpenSchema,
  statement: RecordedStatement,
  planned: "for its values" | "for all values",
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const parts = new Map<string, Set<string>>()
  for (const relation of relationsIn(await planOf(open, statement, planned))) {
    // What is written to is named as a whole, beside the part that is read.
    const [table = relation, isPart] = relation.split(/_\d+$/)
    if (isPart !== undefined) parts.set(table, (parts.get(table) ?? new Set()).add(relation))
  }
  return parts
}

async function planOf({ pool }: OpenSchema, { text, values }: RecordedStatement, planned: string): Promise<PlanNode> {
  const connection = await pool.connect()
  try {
    if (planned === "for its values") {
      const { rows } = await connection.query(`explain (format json) ${text}`, [...values])
      return rows[0]["QUERY PLAN"][0].Plan
    }
    await connection.query("set plan_cache_mode = force_generic_plan")
    await connection.query(`prepare planned as ${text}`)
    const literals = values.map((value) => (value === null ? "null" : pg.escapeLiteral(String(value))))
    const given = literals.length === 0 ? "" : `(${literals.join(", ")})`
    const { rows } = await connection.query(`explain (format json) execute planned${given}`)
    await connection.query("deallocate planned")
    return rows[0]["QUERY PLAN"][0].Plan
  } finally {
    await connection.query("reset all")
    connection.release()
  }
}

function relationsIn(node: PlanNode): readonly string[] {
  const below = (node.Plans ?? []).flatMap(relationsIn)
  const relation = node["Relation Name"]
  return relation === undefined ? below : [relation, ...below]
}
