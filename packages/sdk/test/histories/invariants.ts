import { shows } from "../shows.js"
import { accountIds, type Model } from "./model/model.js"
import { type Person, violated } from "./model/person.js"
import { nameOf, type Real } from "./world.js"

/** What was seen in the rows before. */
export interface Seen {
  /** The last step of each factor. */
  readonly lastSteps: Map<string, number>
  /** Each user's record. */
  readonly records: Map<string, string>
}

export const newSeen = (): Seen => ({ lastSteps: new Map(), records: new Map() })

interface Row {
  readonly epoch: number
  readonly factor: { readonly id: string; readonly lastUsedStep: number } | null
}

/** What holds at every moment, whatever has happened: in the rows, in the counts, in what is seen. */
export async function checkRows(model: Model, real: Real, seen: Seen): Promise<void> {
  for (const fault of real.post.faults) throw new Error(fault)
  for (const person of model.people.values()) {
    const name = nameOf(person.key)
    const { user, throttles } = await real.store.loadUser(person.key)
    if (person.compared > (real.charges.get(name) ?? 0)) violated("more codes were compared than were charged", person)
    if (throttles.codes.failures > 50) violated("more failures in a row than the cap", person)
    const json = user?.value.json
    if (json === undefined || seen.records.get(name) === json) continue
    seen.records.set(name, json)
    checkRecord(person, JSON.parse(json), seen)
    for (const secret of model.secrets) if (shows(json, secret)) violated("a secret is in a row", person)
  }
}

function checkRecord(person: Person, { epoch, factor }: Row, { lastSteps }: Seen): void {
  if (epoch !== person.epoch) violated(`the row has epoch ${epoch} and its user ${person.epoch}`, person)
  if ((factor !== null) !== (person.factor !== null)) violated("the row has another factor than its user", person)
  if (factor === null) return
  if (factor.lastUsedStep < (lastSteps.get(factor.id) ?? 0)) violated("the last step fell", person)
  lastSteps.set(factor.id, factor.lastUsedStep)
}

/** Looks through the audit log of both accounts for anything that must not be in it. */
export async function checkEvents({ secrets, people }: Model, { store }: Real): Promise<void> {
  for (const accountId of accountIds) {
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof store.listEvents>> = await store.listEvents({
        accountId,
        after,
        limit: 1000,
      })
      const log = JSON.stringify(page.items)
      for (const secret of secrets) if (shows(log, secret)) throw new Error("a secret is in the audit log")
      for (const { email } of people.values())
        if (log.includes(email)) throw new Error("an address is in the audit log")
      after = page.next
    } while (after !== null)
  }
}
