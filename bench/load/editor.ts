// Who edits the accounts while their users sign in: admins who set dates, switch two-factor off and on and write device groups, and
// hosts that reset users, excuse them or tell of another password. Every edit is sent once: whoever loses the answer does not know.
import { setTimeout as sleep } from "node:timers/promises"
import { accountIdOf, accountOf, type Population, userIdOf } from "./arrange/users.js"
import type { Edit, EditKind, EditOutcome, OpenBooks } from "./books/books.js"
import { editor } from "./books/check-edits.js"
import type { Rotation } from "./driver/rotation.js"
import type { Answer, Calls, Input, Reply } from "./machines/calls.js"
import type { Fleet } from "./machines/fleet.js"

/** What the editor works on. */
export interface Desk {
  readonly fleet: Fleet
  readonly population: Population
  readonly rotation: Rotation
  readonly books: OpenBooks
}

/** An edit of an account and one of a user each time. */
const everyMilliseconds = 400
/** Each account goes through these; two in a row never set the same date. */
const ofAccounts = ["settings", "forced-logout", "groups", "disable", "enable", "forced-logout"] as const
const ofUsers = ["reset", "primary-changed", "exempt"] as const
const dayMilliseconds = 86_400_000
const timeZone = "UTC"

/** Edits until it is told to stop, and then waits for the answers. */
export async function keepEditing(desk: Desk, signal: AbortSignal): Promise<void> {
  const { population, rotation, books } = desk
  const underWay: Promise<unknown>[] = []
  let number = 0
  const edit = async (kind: EditKind, accountId: string, user: number | null, turn: number) => {
    const about = { number: number++, kind, accountId, user, sentAt: Date.now() }
    const outcome = await make(desk, about, turn)
    books.edits.push({ ...about, endedAt: Date.now(), outcome })
  }
  for (let round = 0; !signal.aborted; round++) {
    const account = round % population.accounts
    // Neighbours do different things, and an account the next thing each time that its turn comes.
    const turn = Math.floor(round / population.accounts) + account
    underWay.push(edit(ofAccounts[turn % ofAccounts.length] ?? "settings", accountIdOf(account), null, turn))
    // Two at once are one too many now and then.
    if (round % 8 === 7) underWay.push(edit("groups", accountIdOf(account), null, turn))
    const user = rotation.comingUp()
    if (user !== null) {
      underWay.push(edit(ofUsers[round % ofUsers.length] ?? "reset", accountOf(user, population), user, turn))
    }
    await sleep(everyMilliseconds, undefined, { signal }).catch(() => {})
  }
  await Promise.all(underWay)
}

type About = Pick<Edit, "number" | "kind" | "accountId" | "user">

async function make({ fleet }: Desk, { number, kind, accountId, user }: About, turn: number): Promise<EditOutcome> {
  const ask = async <Name extends keyof Calls>(name: Name, input: Input<Name>) =>
    outcomeOf(await fleet.ask(name, input))
  const call = { accountId, actor: { system: editor(number) } }
  const date = new Date(Date.now() + (3 + (turn % 10)) * dayMilliseconds).toISOString().slice(0, 10)
  const key = { accountId, userId: userIdOf(user ?? 0) }
  const reason = "load"
  switch (kind) {
    case "settings":
      return ask("configure", { ...call, settings: { maxDrainHours: 1 + (number % 335) } })
    case "forced-logout":
      return ask("setForcedLogout", { ...call, forcedLogout: { date, timeZone } })
    case "groups": {
      const id = `group-${number}`
      const group = { id, name: id, parentId: null, updates: { mode: "inherit" } } as const
      return ask("changeGroups", { ...call, change: { kind: "put", groups: [group] } })
    }
    case "disable":
      return ask("disable", { ...call, reason })
    case "enable":
      return ask("enable", { ...call, forcedLogout: number % 2 === 0 ? "now" : { date, timeZone } })
    case "reset":
      return ask("reset", { ...call, ...key, reason })
    case "exempt":
      return ask("exempt", { ...call, ...key, reason, until: Date.now() + dayMilliseconds })
    case "primary-changed":
      return ask("primaryChanged", key)
  }
}

function outcomeOf(reply: Reply<Answer<keyof Calls>>): EditOutcome {
  if (reply.kind === "unknown") return { kind: "unknown", why: reply.why }
  const { answer } = reply
  if (!("kind" in answer)) throw new Error("an edit answers a kind")
  if (answer.kind === "refused") return { kind: "refused", code: answer.reasons[0].code }
  if (answer.kind === "proof-needed") return { kind: "refused", code: answer.kind }
  return { kind: answer.kind === "enabled" && !answer.changed ? "unchanged" : "saved" }
}
