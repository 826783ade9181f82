/**
 * Says which rule of the contract an adapter breaks. Test runners print `actual` and `expected` side by side.
 *
 * The kit has expectations of its own, so that it runs under any test runner and depends on none.
 */
export class ExpectationError extends Error {
  /** What the adapter did. */
  readonly actual: unknown
  /** What the contract says. */
  readonly expected: unknown

  constructor(what: string, actual: unknown, expected: unknown) {
    super(`${what}: expected ${shown(expected)}, got ${shown(actual)}`)
    this.name = "ExpectationError"
    this.actual = actual
    this.expected = expected
  }
}

/** Expects the same data: same properties, same order of arrays, same bytes. */
export function expectEqual<T>(actual: T, expected: T, what: string): void {
  if (!isSame(actual, expected)) throw new ExpectationError(what, actual, expected)
}

/** Expects an answer of this kind and returns it narrowed. */
export function expectKind<R extends { readonly kind: string }, K extends R["kind"]>(
  answer: R,
  kind: K,
  what: string,
): Extract<R, { readonly kind: K }> {
  expectEqual<string>(answer.kind, kind, what)
  return answer as Extract<R, { readonly kind: K }>
}

/** Expects a value that is there. */
export function expectPresent<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ExpectationError(what, value, "a value")
  return value
}

/** Expects a rejection and returns its reason. */
export async function expectRejection(promise: Promise<unknown>, what: string): Promise<unknown> {
  let answer: unknown
  try {
    answer = await promise
  } catch (error) {
    return error
  }
  throw new ExpectationError(what, answer, "a rejection")
}

/** Expects a rejection with the code ERR_INVALID_INPUT that names this field. */
export async function expectInvalidInput(promise: Promise<unknown>, field: string, what: string): Promise<void> {
  const error = (await expectRejection(promise, what)) as { readonly code?: unknown; readonly field?: unknown }
  expectEqual<unknown>([error.code, error.field], ["ERR_INVALID_INPUT", field], what)
}

/** Expects a value that is frozen all the way down; bytes cannot be. */
export function expectFrozen(value: unknown, what: string): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return
  if (!Object.isFrozen(value)) throw new ExpectationError(what, "an object that can be changed", "a frozen one")
  for (const [name, inner] of Object.entries(value)) expectFrozen(inner, `${what}.${name}`)
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  if (one instanceof Uint8Array || other instanceof Uint8Array) {
    return one instanceof Uint8Array && other instanceof Uint8Array && isSame([...one], [...other])
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [entries, others] = [Object.entries(one), new Map(Object.entries(other))]
  return (
    entries.length === others.size &&
    entries.every(([name, inner]) => others.has(name) && isSame(inner, others.get(name)))
  )
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
