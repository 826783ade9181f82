import type * as z from "zod"
import type { AnswerOf, RoutePath } from "../../routes/routes.js"
import type { InStep } from "./in-step.js"

/** What the document says of a route beside its body. */
export interface Operation<Kind extends string = string> {
  /** In a few words. */
  readonly summary: string
  /** What Muster answers, by kind. */
  readonly answers: { readonly [K in Kind]: z.ZodObject }
}

/** One for each of some routes. */
export type OperationsOf<Path extends RoutePath> = { readonly [P in Path]: Operation<AnswerOf<P>["kind"]> }

type Checked<Path extends RoutePath, Table extends OperationsOf<Path>> = {
  readonly [P in Path]: { readonly answers: InStep<AnswerOf<P>, Table[P]["answers"]> }
}

/**
 * Describes some routes. An answer that is missing does not compile, nor one that is too many, nor a schema that has
 * more or less than the answer of its route and kind.
 */
export function describeRoutes<Path extends RoutePath>() {
  return <Table extends OperationsOf<Path>>(table: Table & Checked<Path, Table>): OperationsOf<Path> => table
}
