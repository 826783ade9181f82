import type { Try } from "./books.js"
import { at } from "./excuses.js"
import { type Fault, fault } from "./faults.js"
import type { Ticket } from "./tickets.js"

/** Every code that was heard was charged once, before anything else; what was not heard was not. */
export function checkCharges(tickets: readonly Ticket[]): Fault[] {
  return tickets.flatMap(({ number, visit, steps, charges }) => {
    const tries = steps.flatMap((step) => step.tries)
    const least = tries.filter((one) => isCharged(one) === "yes").length
    const most = least + tries.filter((one) => isCharged(one) === "perhaps").length
    const where = `${at(visit.user, number)}: ${charges.length} charges for ${least} to ${most}`
    if (charges.length < least) return [fault("charge-lost", where)]
    return charges.length > most ? [fault("charge-unasked", where)] : []
  })
}

/** `perhaps`: the machine may have died before or after, or the ticket too. */
export function isCharged({ outcome }: Try): "yes" | "no" | "perhaps" {
  switch (outcome.kind) {
    case "signed-in":
    case "wrong-code":
    case "busy":
    case "update-client":
      return "yes"
    case "ticket-rejected":
      return outcome.reason === "superseded" ? "perhaps" : "yes"
    case "unknown":
      return "perhaps"
    case "throttled":
    case "locked":
      return "no"
  }
}
