import type { PlanNode } from "./plan.js"

/** What a statement has touched. */
export interface Touched {
  /** Rows that were read from tables, those that were then thrown away among them. */
  readonly rows: number
  /** Pages of 8 kB, of tables and indexes, as often as they were read or written; some of them may be counted twice. */
  readonly pages: number
  /** Tables that were read from end to end. */
  readonly wholeTables: readonly string[]
}

/** Adds up what the steps of a plan have touched. */
export function touchedBy(root: PlanNode): Touched {
  const steps = stepsOf(root).filter((step) => step["Actual Loops"] > 0)
  const scans = steps.filter((step) => step["Relation Name"] !== undefined && step["Node Type"].includes("Scan"))
  // The parts of a statement that write run after its end, which does not count them.
  const parts = [root, ...steps.filter((step) => step["Parent Relationship"] === "InitPlan")]
  return {
    rows: Math.round(sum(scans.map(rowsOf))),
    pages: sum(parts.map((part) => part["Shared Hit Blocks"] + part["Shared Read Blocks"])),
    wholeTables: scans
      .filter((scan) => scan["Node Type"].endsWith("Seq Scan"))
      .map((scan) => scan["Relation Name"] ?? ""),
  }
}

function stepsOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(stepsOf)]
}

/** The numbers of a plan are those of one loop, on the average. */
function rowsOf(scan: PlanNode): number {
  const removed = (scan["Rows Removed by Filter"] ?? 0) + (scan["Rows Removed by Index Recheck"] ?? 0)
  return (scan["Actual Rows"] + removed) * scan["Actual Loops"]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
