import fc from "fast-check"
import type { Assurance, Muster } from "../../../src/index.js"
import type { UserKey } from "../../../src/ports/index.js"
import type { KnownAccount } from "../model/account.js"
import { accountIds, accountOf, type Model, personOf, userIds } from "../model/model.js"
import type { Person } from "../model/person.js"
import type { Ticket, Times } from "../model/tickets.js"
import type { Real } from "../world.js"

/** One call in a history, or time that passes. */
export interface Command extends fc.AsyncCommand<Model, Real> {
  /** The account that it is about; `null`: the world. */
  readonly accountId: string | null
}

/** What a call of a history has before it. */
export interface Scene {
  readonly person: Person
  readonly account: KnownAccount
  readonly model: Model
  readonly real: Real
  readonly muster: Muster
  readonly times: Times
}

/** What a call came to. */
export interface Answer {
  readonly kind: string
}

export const actor = { system: "histories" }
export const reason = "part of a history"
export const client = { platform: "web" } as const

/** Makes a call about a user, and notes the kind of its answer. */
export function command(
  name: string,
  key: UserKey,
  run: (scene: Scene) => Promise<Answer>,
  check: (person: Person) => boolean = () => true,
): Command {
  return {
    accountId: key.accountId,
    check: (model) => check(personOf(model, key)),
    async run(model, real) {
      const times = { now: real.clock.now(), latest: real.latest }
      const account = accountOf(model, key.accountId)
      const scene = { person: personOf(model, key), account, model, real, muster: real.muster, times }
      const { kind } = await run(scene)
      model.answers.get(key.accountId)?.push(`${name} ${key.userId} → ${kind}`)
    },
    toString: () => `${name}(${key.accountId}/${key.userId})`,
  }
}

/** Something that is about no account: time, machines, the mailer. */
export function worldCommand(
  name: string,
  run: (real: Real, model: Model) => Promise<string> | string,
  shown = name,
): Command {
  return {
    accountId: null,
    check: () => true,
    async run(model, real) {
      model.worldAnswers.push(`${name} → ${await run(real, model)}`)
    },
    toString: () => shown,
  }
}

/** Whom a call is about. */
export const keys = fc.record({ accountId: fc.constantFrom(...accountIds), userId: fc.constantFrom(...userIds) })
/** Mostly the newest of what somebody holds, as a page would use. */
export const which = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) })
/** The newest of a list, or one before it. */
const pick = <T>(list: readonly T[], index: number): T => list[list.length - 1 - (index % list.length)] as T
export const ticketOf = ({ tickets }: Person, index: number): Ticket => pick(tickets, index)
export const assuranceOf = ({ assurances }: Person, index: number): Assurance => pick(assurances, index)
export const hasTicket = ({ tickets }: Person) => tickets.length > 0
export const hasAssurance = ({ assurances }: Person) => assurances.length > 0
export const userOf = ({ key, email }: Person) => ({ id: key.userId, email })
