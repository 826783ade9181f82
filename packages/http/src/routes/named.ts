/** An answer of a call that has none of its own, by the name that it has over HTTP: a client goes by `kind` alone. */
export type Named<Kind extends string, T> = { readonly kind: Kind } & T

/** Gives an answer its name. */
export function named<Kind extends string, T extends object>(kind: Kind, answer: T): Named<Kind, T> {
  return { kind, ...answer }
}
