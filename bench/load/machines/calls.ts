import type { Muster } from "@muster/sdk"

/** The calls that a machine answers. */
export const callsOf = ({ signIn, accounts, deviceGroups, users, jobs }: Muster) => ({
  begin: signIn.begin,
  verify: signIn.verify,
  enable: accounts.enable,
  disable: accounts.disable,
  setForcedLogout: accounts.setForcedLogout,
  configure: accounts.configure,
  changeGroups: deviceGroups.change,
  reset: users.reset,
  exempt: users.exempt,
  primaryChanged: users.primaryChanged,
  runJobs: jobs.run,
})

/** The calls, by name. */
export type Calls = ReturnType<typeof callsOf>
/** What a call takes. */
export type Input<Name extends keyof Calls> = NonNullable<Parameters<Calls[Name]>[0]>
/** What a call answers. */
export type Answer<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>

/** What came of a call. `unknown`: it was lost on the way, or threw, and may have been made all the same. */
export type Reply<T> =
  | { readonly kind: "answered"; readonly answer: T }
  | { readonly kind: "unknown"; readonly why: string }

/** A process that answers calls, as a load balancer sees it. */
export interface Machine {
  /** Calls that it has not answered yet. */
  readonly waiting: number
  /** Resolves once it is gone, with what it left. */
  readonly gone: Promise<{ readonly unanswered: number; readonly exitCode: number | null }>
  /** `stopping`: it takes up nothing more, and was not sent the call. */
  ask<Name extends keyof Calls>(
    name: Name,
    input: Input<Name>,
  ): Promise<Reply<Answer<Name>> | { readonly kind: "stopping" }>
  /** SIGTERM: answers what it has taken up, and ends. SIGKILL: is gone. */
  signal(signal: "SIGTERM" | "SIGKILL"): void
}
