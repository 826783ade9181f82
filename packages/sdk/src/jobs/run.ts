import { isMusterError } from "@muster/core"
import * as z from "zod"
import type { Jobs } from "../api/jobs.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { type Delivery, deliver } from "../mail/deliver.js"
import { openMail } from "../mail/sealed-mail.js"
import type { SealedMail } from "../ports/index.js"

const schema = z.object({ deadlineSeconds: z.number().min(1).max(900).optional() })
const batch = 20
const leaseSeconds = 120
const maxTries = 10

/** Sends due mail in small batches until none is left or the deadline has come. */
export async function runJobs(deps: Dependencies, input: Parameters<Jobs["run"]>[0] = {}): ReturnType<Jobs["run"]> {
  const { deadlineSeconds = 30 } = parseInput(schema, input)
  // Measured on the machine: a simulated clock does not move by itself.
  const endsAt = performance.now() + deadlineSeconds * 1000
  let mailSent = 0
  let mailFailed = 0
  while (performance.now() < endsAt) {
    const claimed = await deps.store.claimMail({ now: deps.clock.now(), limit: batch, leaseSeconds })
    if (claimed.length === 0) break
    const deliveries = await Promise.all(claimed.map((mail) => send(deps, mail)))
    mailSent += deliveries.filter((delivery) => delivery === "sent").length
    mailFailed += deliveries.filter((delivery) => delivery !== "sent").length
  }
  return { mailSent, mailFailed, nextDueAt: await deps.store.nextMailAt() }
}

async function send(deps: Dependencies, sealed: SealedMail & { readonly tries: number }): Promise<Delivery> {
  if (sealed.tries > maxTries) return putAside(deps, sealed)
  try {
    return await deliver(deps, await openMail(deps, sealed), sealed.tries)
  } catch (error) {
    // A mail that cannot be read would come back for ever; a key that is missing now may be there after the next deploy.
    if (isMusterError(error, "ERR_RECORD_UNREADABLE")) return putAside(deps, sealed)
    if (isMusterError(error, "ERR_KEY_UNAVAILABLE")) return "queued"
    throw error
  }
}

async function putAside(deps: Dependencies, mail: SealedMail): Promise<Delivery> {
  await deps.store.settleMail({ id: mail.id, key: mail.key }, { kind: "dead" })
  return "failed"
}
