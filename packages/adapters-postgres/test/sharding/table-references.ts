import { allOf, nameParts, part, type Syntax, text, uncast } from "./syntax.js"

/** A table in a statement, by the name that the statement calls it by. */
export interface TableReference {
  readonly alias: string
  readonly table: string
}

/** What an account's id is compared with: a parameter, or the id of another table. */
type Side = { readonly kind: "parameter"; readonly number: number } | { readonly kind: "table"; readonly alias: string }

/** That two sides are equal, for the tables whose rows it keeps out: an outer join keeps those of its one side. */
interface Equality {
  readonly sides: readonly [Side, Side]
  readonly binds: (alias: string) => boolean
}

/** The tables of one level of a statement, and what is said of the account's id in them. */
export interface Level {
  readonly tables: TableReference[]
  readonly equalities: Equality[]
  /** Whether something else that may have a column of that name stands beside them. */
  hasOthers: boolean
}

export function newLevel(tables: TableReference[] = []): Level {
  return { tables, equalities: [], hasOthers: false }
}

/** Notes what a condition says, for the tables whose rows it keeps out. */
export function noteCondition(level: Level, condition: Syntax, binds: Equality["binds"]): void {
  for (const single of allOf(condition)) {
    const comparison = part(single, "A_Expr")
    const isEquality = text(comparison, "kind") === "AEXPR_OP" && nameParts(part(comparison, "name")).join() === "="
    const sides = [sideOf(level, part(comparison, "lexpr")), sideOf(level, part(comparison, "rexpr"))] as const
    if (isEquality && sides[0] !== null && sides[1] !== null) {
      level.equalities.push({ sides: [sides[0], sides[1]], binds })
    }
  }
}

/** The tables whose rows are of the account that the parameter names: by a condition of their own, or by a join to one. */
export function boundTables(level: Level, parameter: number, outer: ReadonlySet<string>): ReadonlySet<string> {
  const own = level.tables.map(({ alias }) => alias)
  const bound = new Set([...outer].filter((alias) => !own.includes(alias)))
  const isBound = (side: Side) => (side.kind === "parameter" ? side.number === parameter : bound.has(side.alias))
  const binds = (alias: string) =>
    level.equalities.some(
      ({ sides: [one, other], binds }) =>
        binds(alias) && ((isSide(one, alias) && isBound(other)) || (isSide(other, alias) && isBound(one))),
    )
  for (let found = true; found; ) {
    const next = own.find((alias) => !bound.has(alias) && binds(alias))
    found = next !== undefined
    if (next !== undefined) bound.add(next)
  }
  return bound
}

function isSide(side: Side, alias: string): boolean {
  return side.kind === "table" && side.alias === alias
}

function sideOf({ tables, hasOthers }: Level, value: Syntax): Side | null {
  const number = parameterOf(value)
  if (number !== null) return { kind: "parameter", number }
  const [first, second, ...rest] = nameParts(part(part(value, "ColumnRef"), "fields"))
  if (rest.length > 0) return null
  if (second === "account_id" && first !== undefined) return { kind: "table", alias: first }
  const [only, ...others] = tables
  // Without the name of its table it must be clear whose it is.
  const isClear = first === "account_id" && second === undefined && others.length === 0 && !hasOthers
  return isClear && only !== undefined ? { kind: "table", alias: only.alias } : null
}

/** The number of the parameter that this value is; `null`: it is none. */
export function parameterOf(value: Syntax): number | null {
  const number = part(part(uncast(value), "ParamRef"), "number")
  return typeof number === "number" ? number : null
}
