import type { Muster } from "@muster/sdk"

/** A call that was made: `accounts.enable`, with what it was given. */
export interface RecordedCall {
  readonly verb: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it is not
  readonly input: any
}

/** The same services, which note what they are asked. */
export function recording(muster: Muster): { readonly muster: Muster; readonly calls: RecordedCall[] } {
  const calls: RecordedCall[] = []
  const recorded = Object.entries(muster).map(([service, methods]) => [
    service,
    Object.fromEntries(
      Object.entries(methods as Record<string, (input: unknown) => unknown>).map(([name, method]) => [
        name,
        (input: unknown) => {
          calls.push({ verb: `${service}.${name}`, input })
          return method(input)
        },
      ]),
    ),
  ])
  return { muster: Object.fromEntries(recorded), calls }
}
