import { below, nameParts, nodeOf, part, parts, type Syntax, text } from "./syntax.js"
import {
  boundTables,
  type Level,
  newLevel,
  noteCondition,
  parameterOf,
  type TableReference,
} from "./table-references.js"

/** What a statement is held against. */
export interface AccountKeying {
  /** The tables that are keyed by account; whatever else a statement looks into is a fault. */
  readonly tables: ReadonlySet<string>
  /** The parameter that holds the account's id. */
  readonly parameter: number
}

interface Place extends AccountKeying {
  /** Names of the parts before (`with`), whose own tables are looked at where they stand. */
  readonly names: ReadonlySet<string>
  /** Tables of the levels around that are bound to the account. */
  readonly outer: ReadonlySet<string>
  readonly faults: string[]
}

/**
 * Finds what keeps a statement from being answered by one account's rows alone: each table that it reads or writes has to be
 * bound to the account's parameter by an equality that no row gets around. What it does not understand is a fault.
 */
export function accountFaults(parsed: Syntax, keying: AccountKeying): readonly string[] {
  const faults: string[] = []
  const place: Place = { ...keying, names: new Set(), outer: new Set(), faults }
  const statements = parts(part(parsed, "stmts"))
  if (statements.length !== 1) faults.push("not one statement")
  for (const statement of statements) checkStatement(part(statement, "stmt"), place)
  return faults
}

function checkStatement(statement: Syntax, place: Place): void {
  const [kind, body] = nodeOf(statement)
  if (kind === "SelectStmt") checkSelect(body, place)
  else if (kind === "UpdateStmt" || kind === "DeleteStmt") checkChange(body, withNames(body, place))
  else if (kind === "InsertStmt") checkInsert(body, withNames(body, place))
  else place.faults.push(`a statement of the kind ${kind}`)
}

function withNames(body: Syntax, place: Place): Place {
  const ctes = parts(part(part(body, "withClause"), "ctes")).map((cte) => part(cte, "CommonTableExpr"))
  let names = place.names
  for (const cte of ctes) {
    checkStatement(part(cte, "ctequery"), { ...place, names })
    names = new Set([...names, text(cte, "ctename") ?? ""])
  }
  return { ...place, names }
}

function checkSelect(body: Syntax, around: Place): void {
  const place = withNames(body, around)
  if (text(body, "op") !== "SETOP_NONE") {
    for (const side of ["larg", "rarg"]) checkSelect(part(body, side), place)
    return
  }
  const level = newLevel()
  for (const item of parts(part(body, "fromClause"))) noteSource(level, item, place)
  settle(level, body, place)
}

function checkChange(body: Syntax, place: Place): void {
  const level = newLevel()
  noteTable(level, part(body, "relation"), place)
  for (const item of parts(part(body, "fromClause") ?? part(body, "usingClause"))) noteSource(level, item, place)
  for (const target of parts(part(body, "targetList"))) refuseNewAccount(target, place)
  settle(level, body, place)
}

/** The condition of a level is the last to be noted: by then it is known what a bare name may mean. */
function settle(level: Level, body: Syntax, place: Place): void {
  noteCondition(level, part(body, "whereClause"), () => true)
  const outer = boundTables(level, place.parameter, place.outer)
  for (const { alias, table } of level.tables) {
    if (!outer.has(alias)) place.faults.push(`${table} is not bound to the account`)
  }
  const rest = below(body).filter(([name]) => name !== "withClause" && name !== "relation")
  for (const [, syntax] of rest) checkInner(syntax, { ...place, outer })
}

function checkInsert(body: Syntax, place: Place): void {
  const { table } = noteTable(newLevel(), part(body, "relation"), place)
  const columns = parts(part(body, "cols")).map((column) => text(part(column, "ResTarget"), "name"))
  const source = part(part(body, "selectStmt"), "SelectStmt")
  const at = columns.indexOf("account_id")
  const rows = parts(part(source, "valuesLists")).map((row) => parts(part(part(row, "List"), "items")))
  const given =
    rows.length > 0
      ? rows.map((row) => row[at])
      : [part(part(parts(part(source, "targetList"))[at], "ResTarget"), "val")]
  if (given.some((value) => parameterOf(value) !== place.parameter)) {
    place.faults.push(`${table} is given rows without the account`)
  }
  if (source !== undefined) checkSelect(source, place)
  const conflict = part(body, "onConflictClause")
  const arbiters = parts(part(part(conflict, "infer"), "indexElems")).map((key) => text(part(key, "IndexElem"), "name"))
  if (arbiters.length > 0 && !arbiters.includes("account_id"))
    place.faults.push(`${table} meets rows of other accounts`)
  for (const target of parts(part(conflict, "targetList"))) refuseNewAccount(target, place)
  for (const syntax of [conflict, part(body, "returningClause")]) checkInner(syntax, place)
}

function refuseNewAccount(target: Syntax, { faults }: Place): void {
  if (text(part(target, "ResTarget"), "name") === "account_id") faults.push("a row is given to another account")
}

/** Notes a source of rows, and answers which of the level's tables it has added. */
function noteSource(level: Level, item: Syntax, place: Place): readonly TableReference[] {
  const [kind, body] = nodeOf(item)
  const before = level.tables.length
  if (kind === "RangeVar" && part(body, "schemaname") === undefined) {
    level.hasOthers = true
    const name = text(body, "relname") ?? ""
    if (!place.names.has(name)) place.faults.push(`${name} is no table of the schema`)
  } else if (kind === "RangeVar") noteTable(level, body, place)
  else if (kind === "JoinExpr") noteJoin(level, body, place)
  else if (kind === "RangeSubselect") level.hasOthers = true
  else if (kind === "RangeFunction") level.hasOthers ||= !isClearFunction(body)
  else place.faults.push(`rows from ${kind}`)
  return level.tables.slice(before)
}

function noteTable(level: Level, relation: Syntax, place: Place): TableReference {
  const table = text(relation, "relname") ?? ""
  const reference = { table, alias: text(part(relation, "alias"), "aliasname") ?? table }
  if (part(relation, "schemaname") === undefined) place.faults.push(`${table} is no table of the schema`)
  if (!place.tables.has(table)) place.faults.push(`${table} is not keyed by account`)
  level.tables.push(reference)
  return reference
}

/** An outer join keeps the rows of one side whatever its condition says. */
function noteJoin(level: Level, join: Syntax, place: Place): void {
  const left = noteSource(level, part(join, "larg"), place)
  const right = noteSource(level, part(join, "rarg"), place)
  const boundByKind: Readonly<Record<string, readonly TableReference[]>> = {
    JOIN_INNER: [...left, ...right],
    JOIN_LEFT: right,
    JOIN_RIGHT: left,
  }
  const bound = boundByKind[text(join, "jointype") ?? ""] ?? []
  noteCondition(level, part(join, "quals"), (alias) => bound.some((table) => table.alias === alias))
}

/** A function whose columns are named, and of which none could be taken for the account's id. */
function isClearFunction(body: Syntax): boolean {
  const columns = parts(part(body, "coldeflist")).map((column) => text(part(column, "ColumnDef"), "colname"))
  return columns.length > 0 && !columns.includes("account_id")
}

/** Looks for statements within an expression, and for functions that may look into tables of their own. */
function checkInner(syntax: Syntax, place: Place): void {
  for (const [name, inner] of below(syntax)) {
    if (name === "SelectStmt") checkSelect(inner, place)
    else if (name.endsWith("Stmt")) place.faults.push(`${name} within an expression`)
    else {
      const functionName = nameParts(part(inner, "funcname"))
      const isOurs = functionName.length > 1 && functionName[0] !== "pg_catalog"
      if (name === "FuncCall" && isOurs) place.faults.push(`the function ${functionName.join(".")}`)
      checkInner(inner, place)
    }
  }
}
