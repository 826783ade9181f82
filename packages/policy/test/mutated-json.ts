import fc from "fast-check"

/** Lists in lists, deeper than any call stack. */
const deepList = () => JSON.parse("[".repeat(20_000) + "]".repeat(20_000)) as unknown

/** What somebody may find in JSON where something else belongs; none of it says what a broken text would say. */
const strangers: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 0.5, 1e300, "", "2026-11-24T12:00:00Z", "12"),
  fc.constant([]).map(() => [null, [null], {}]),
  fc.constant({}).map(() => ({ toString: 1, valueOf: 1, toJSON: 1, length: -1, kind: "group", code: "exempt" })),
  fc.constant(null).map(deepList),
)

type Steps = readonly string[]

function everyPlace(value: unknown, steps: Steps = []): readonly Steps[] {
  if (typeof value !== "object" || value === null) return [steps]
  return [steps, ...Object.entries(value).flatMap(([name, member]) => everyPlace(member, [...steps, name]))]
}

function put(value: unknown, [step, ...others]: Steps, stranger: unknown): unknown {
  if (step === undefined) return stranger
  // The change before may have put something else where this one leads to.
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value))
    return value.flatMap((item, at) => (at === Number(step) ? kept(item, others, stranger) : [item]))
  const members = Object.entries(value).flatMap(([name, member]) =>
    name === step ? kept(member, others, stranger).map((other) => [name, other] as const) : [[name, member] as const],
  )
  return Object.fromEntries(members)
}

/** What takes the place of a member; nothing where it is to be missing. */
function kept(member: unknown, steps: Steps, stranger: unknown): readonly unknown[] {
  return steps.length === 0 && stranger === undefined ? [] : [put(member, steps, stranger)]
}

/** JSON values of which one or two members are missing, or are something else. */
export function mutatedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...samples).chain((sample) => {
    const change = fc.tuple(fc.constantFrom(...everyPlace(sample)), fc.option(strangers, { nil: undefined }))
    return fc
      .array(change, { minLength: 1, maxLength: 2 })
      .map((changes) => changes.reduce((value, [place, stranger]) => put(value, place, stranger), sample))
  })
}
