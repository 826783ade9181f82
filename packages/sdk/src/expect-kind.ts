import { MusterError } from "@muster/core"

/**
 * Narrows an answer to one kind, or throws. For scripts, tests and READMEs, where every other kind ends the program; in
 * an application `switch` over `kind` and let the compiler find the case that is missing.
 *
 * @returns the answer itself
 * @throws ERR_UNEXPECTED_KIND naming the kind that it was, and none of its data
 *
 * @example
 * ```ts
 * const { ticket } = expectKind(await muster.signIn.begin(ann), "challenge")
 * ```
 */
export function expectKind<R extends { readonly kind: string }, K extends R["kind"]>(
  result: R,
  kind: K,
): Extract<R, { readonly kind: K }> {
  if (result.kind === kind) return result as Extract<R, { readonly kind: K }>
  throw new MusterError("ERR_UNEXPECTED_KIND", `expected "${kind}", got "${result.kind}"`)
}
