import type { RandomSource } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import type { Mail, MailOutcome } from "../ports/index.js"
import { withinSeconds } from "../within-seconds.js"

const sendTimeoutSeconds = 10

/** What became of one try to send. */
export type Delivery = "sent" | "queued" | "failed"

/** How long a mail that a call sends itself is kept from `jobs.run`: long enough for the try and its note. */
export const inlineLeaseSeconds = 30

/**
 * Tries to send a mail once and notes the outcome in the outbox. A mailer that throws or hangs counts as a retryable
 * rejection; what it said is dropped, since it may hold the address.
 */
export async function deliver(deps: Dependencies, mail: Mail, tries: number): Promise<Delivery> {
  const failed = () => ({ kind: "rejected", retryable: true }) as const
  const sending = Promise.resolve()
    .then(() => deps.mailer.send(mail))
    .catch(failed)
  const answer = await withinSeconds(sendTimeoutSeconds, sending, failed)
  const outcome = outcomeOf(answer, () => deps.clock.now() + backoffMilliseconds(deps.random, tries))
  await deps.store.settleMail({ id: mail.id, key: mail.key }, outcome)
  return outcome.kind === "sent" ? "sent" : outcome.kind === "retry" ? "queued" : "failed"
}

function outcomeOf(answer: Awaited<ReturnType<Dependencies["mailer"]["send"]>>, retryAt: () => number): MailOutcome {
  if (answer.kind === "accepted") return { kind: "sent" }
  return answer.retryable ? { kind: "retry", dueAt: retryAt() } : { kind: "dead" }
}

/**
 * Half to all of 30 s after the first try, of twice as much after each further one, and of an hour at most. By chance, so that
 * mail that failed together, when a server went down, does not come back together.
 */
export function backoffMilliseconds(random: RandomSource, tries: number): number {
  const longest = Math.min(3_600_000, 30_000 * 2 ** Math.min(tries - 1, 7))
  const [high = 0, low = 0] = random.bytes(2)
  return longest - Math.floor((longest / 2) * ((high * 256 + low) / 65_536))
}
