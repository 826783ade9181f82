import { isMusterError } from "@muster/core"
import * as z from "zod"
import type { Jobs } from "../api/jobs.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { backoffSeconds, type Delivery, deliver } from "../mail/deliver.js"
import { openMail } from "../mail/sealed-mail.js"
import type { MailOutcome, SealedMail } from "../ports/index.js"
import { resealUsers } from "./reseal.js"

const schema = z.object({ deadlineSeconds: z.number().min(1).max(900).optional() })
const batch = 20
const leaseSeconds = 120
const maxTries = 10

/** Sends due mail in small batches, then seals again what is under older keys, until none is left or the deadline has come. */
export async function runJobs(deps: Dependencies, input: Parameters<Jobs["run"]>[0] = {}): ReturnType<Jobs["run"]> {
  const { deadlineSeconds = 30 } = parseInput(schema, input)
  // Measured on the machine: a simulated clock does not move by itself.
  const endsAt = performance.now() + deadlineSeconds * 1000
  // A claim buries what has expired, so the clocks are compared before the first. An account that nobody has will do.
  if (!deps.clockGuard.isTrusted()) await deps.clockGuard.timed(() => deps.store.loadAccount("clock"))
  // A key that this machine knows wrongly stops it before it claims mail that others can open.
  await deps.keys.current("mail")
  let mailSent = 0
  let mailFailed = 0
  while (performance.now() < endsAt) {
    const claimed = await deps.store.claimMail({ now: deps.clock.now(), limit: batch, leaseSeconds })
    if (claimed.length === 0) break
    const deliveries = await Promise.all(claimed.map((mail) => send(deps, mail)))
    mailSent += deliveries.filter((delivery) => delivery === "sent").length
    mailFailed += deliveries.filter((delivery) => delivery !== "sent").length
  }
  const resealed = await resealUsers(deps, endsAt)
  return { mailSent, mailFailed, resealed, nextDueAt: await deps.store.nextMailAt() }
}

async function send(deps: Dependencies, sealed: SealedMail & { readonly tries: number }): Promise<Delivery> {
  try {
    const mail = await openMail(deps, sealed)
    const delivery = await deliver(deps, mail, sealed.tries)
    return delivery === "queued" && sealed.tries >= maxTries ? settle(deps, sealed, { kind: "dead" }) : delivery
  } catch (error) {
    const retryAt = deps.clock.now() + backoffSeconds(sealed.tries) * 1000
    // A key that is missing here, or another one, may be right after the next deploy, or on the next machine: never given up.
    if (isMusterError(error, "ERR_KEY_UNAVAILABLE") || isMusterError(error, "ERR_CONFIGURATION")) {
      return settle(deps, sealed, { kind: "retry", dueAt: retryAt })
    }
    if (isMusterError(error, "ERR_RECORD_UNREADABLE")) {
      return settle(deps, sealed, sealed.tries < maxTries ? { kind: "retry", dueAt: retryAt } : { kind: "dead" })
    }
    throw error
  }
}

async function settle(deps: Dependencies, mail: SealedMail, outcome: MailOutcome): Promise<Delivery> {
  await deps.store.settleMail({ id: mail.id, key: mail.key }, outcome)
  return outcome.kind === "retry" ? "queued" : "failed"
}
