import fc from "fast-check"
import type { Muster } from "../../src/index.js"
import type { UserKey } from "../../src/ports/index.js"
import { accounts, type Model, type Person, personOf, userIds } from "./model.js"
import type { Real } from "./world.js"

/** One call in a history, or time that passes. */
export interface Command extends fc.AsyncCommand<Model, Real> {
  /** The account that it is about; `null`: the world. */
  readonly accountId: string | null
}

/** What a call of a history has before it. */
export interface Scene {
  readonly person: Person
  readonly model: Model
  readonly real: Real
  readonly muster: Muster
}

export const actor = { system: "histories" }
export const reason = "part of a history"
export const client = { platform: "web" } as const

/** Makes a call about a user, and notes the kind of its answer. */
export function command(
  name: string,
  key: UserKey,
  run: (scene: Scene) => Promise<{ readonly kind: string }>,
  check: (person: Person) => boolean = () => true,
): Command {
  return {
    accountId: key.accountId,
    check: (model) => check(personOf(model, key)),
    async run(model, real) {
      const answer = await run({ person: personOf(model, key), model, real, muster: real.muster })
      model.answers.get(key.accountId)?.push(`${name} ${key.userId} ${answer.kind}`)
    },
    toString: () => `${name}(${key.accountId}/${key.userId})`,
  }
}

/** Whom a call is about. */
export const keys = fc.record({ accountId: fc.constantFrom(...accounts), userId: fc.constantFrom(...userIds) })
/** Mostly the newest of what somebody holds, as a page would use. */
export const which = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) })
/** The newest of a list, or one before it. */
export const pick = <T>(list: readonly T[], index: number): T => list[list.length - 1 - (index % list.length)] as T
export const hasTicket = ({ tickets }: Person) => tickets.length > 0
export const hasAssurance = ({ assurances }: Person) => assurances.length > 0
export const userOf = ({ key, email }: Person) => ({ id: key.userId, email })

/** Keeps what a call hands out. */
export function keep({ person }: Scene, answer: object): void {
  if ("ticket" in answer && typeof answer.ticket === "string") person.tickets.push(answer.ticket)
}
