/** A part of a syntax tree, as the parser of Postgres gives it: an object, a list, or what ends a branch. */
export type Syntax = unknown

type Branch = Readonly<Record<string, Syntax>>

/** The part under this name; `undefined` where there is none. */
export function part(syntax: Syntax, name: string): Syntax {
  return isBranch(syntax) ? syntax[name] : undefined
}

/** The parts of a list; none where there is no list. */
export function parts(syntax: Syntax): readonly Syntax[] {
  return Array.isArray(syntax) ? syntax : []
}

/** The text under this name; `undefined` where there is none. */
export function text(syntax: Syntax, name: string): string | undefined {
  const found = part(syntax, name)
  return typeof found === "string" ? found : undefined
}

/** What kind of node this is, as in `{ "RangeVar": { … } }`, and what it holds. */
export function nodeOf(syntax: Syntax): readonly [kind: string, body: Syntax] {
  const [entry] = isBranch(syntax) ? Object.entries(syntax) : []
  return entry ?? ["nothing", undefined]
}

/** The parts of a name such as `u.account_id`; `*` is none. */
export function nameParts(names: Syntax): readonly string[] {
  return parts(names).flatMap((name) => text(part(name, "String"), "sval") ?? [])
}

/** Everything directly below a part. */
export function below(syntax: Syntax): readonly (readonly [name: string, syntax: Syntax])[] {
  if (Array.isArray(syntax)) return syntax.map((item) => ["", item] as const)
  return isBranch(syntax) ? Object.entries(syntax) : []
}

/** What has to be true all together for this condition to be true. */
export function allOf(condition: Syntax): readonly Syntax[] {
  const and = part(condition, "BoolExpr")
  return text(and, "boolop") === "AND_EXPR" ? parts(part(and, "args")).flatMap(allOf) : [condition]
}

/** A value without the types that it is cast to. */
export function uncast(value: Syntax): Syntax {
  const cast = part(value, "TypeCast")
  return cast === undefined ? value : uncast(part(cast, "arg"))
}

function isBranch(syntax: Syntax): syntax is Branch {
  return typeof syntax === "object" && syntax !== null && !Array.isArray(syntax)
}
