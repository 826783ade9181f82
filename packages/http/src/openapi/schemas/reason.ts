import * as z from "zod"
import { reasonParams } from "./reason-params.js"

/** Where the rule or the fact behind a reason lies. */
export const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("account") }),
  z.object({
    kind: z.literal("group"),
    groupId: z.string(),
    path: z.array(z.string()),
    skipped: z.number().int().exactOptional(),
  }),
  z.object({ kind: z.literal("stage"), index: z.number().int() }),
  z.object({ kind: z.literal("user") }),
  z.object({ kind: z.literal("client") }),
  z.object({ kind: z.literal("product") }),
])

type Params = typeof reasonParams
type ReasonOf<Code extends keyof Params> = {
  readonly [C in Code]: {
    readonly code: C
    readonly params: z.output<Params[C]>
    readonly source: z.output<typeof source>
  }
}[Code]

/** Why an answer is what it is. The compiler cannot follow a union over the entries of a table, so it is told. */
export const reason = z.union(
  Object.entries(reasonParams).map(([code, params]) => z.object({ code: z.literal(code), params, source })),
) as unknown as z.ZodType<ReasonOf<keyof Params>>

/** None, or some. */
export const anyReasons = z.array(reason)

/** At least one, the deciding one first. */
export const reasons = z.tuple([reason], reason)
