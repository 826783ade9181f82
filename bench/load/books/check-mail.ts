import type { Books } from "./books.js"
import { type Fault, fault, put } from "./faults.js"
import type { Ledger } from "./ledger.js"

/** What is told by mail of an event. */
const told: Readonly<Record<string, string>> = { "factor-reset": "factor-reset", exempted: "exempted" }
const kinds = new Set(Object.values(told))

/** Users are told of what was done to them, once: what was sent again by another machine has the id of before. */
export function checkMail({ mails }: Books, { events, mailLeft }: Ledger): Fault[] {
  const sent = new Map<string, string[]>()
  for (const { id, userId, kind } of new Map(mails.map((mail) => [mail.id, mail])).values()) {
    if (kinds.has(kind)) put(sent, `${userId}: ${kind}`, id)
  }
  const due = new Map<string, string[]>()
  for (const { kind, userId } of events) {
    const mail = told[kind]
    if (mail !== undefined) put(due, `${userId}: ${mail}`, kind)
  }
  const faults = [...new Set([...sent.keys(), ...due.keys()])].flatMap((where) => {
    const [found, wanted] = [sent.get(where)?.length ?? 0, due.get(where)?.length ?? 0]
    if (found === wanted) return []
    return [fault(found < wanted ? "mail-lost" : "mail-doubled", `${where}: ${found} mails of ${wanted} events`)]
  })
  return mailLeft === 0 ? faults : [...faults, fault("mail-left", `${mailLeft} mails`)]
}
