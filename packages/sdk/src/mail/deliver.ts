import type { RandomSource } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import { loggedError } from "../logging/logged-error.js"
import type { Mail, Mailer, MailLogged, MailOutcome } from "../ports/index.js"
import { withinSeconds } from "../within-seconds.js"

const sendTimeoutSeconds = 10
/** What has failed so often is undelivered. */
export const maxTries = 10

/** What became of one try to send. */
export type Delivery = "sent" | "queued" | "failed"

/** How long a mail that a call sends itself is kept from `jobs.run`: long enough for the try and its note. */
export const inlineLeaseSeconds = 30

/**
 * Tries to send a mail once and notes the outcome in the outbox. A mailer that throws or hangs counts as a retryable
 * rejection; what it said is dropped, since it may hold the address.
 */
export async function deliver(deps: Dependencies, mail: Mail, tries: number): Promise<Delivery> {
  const { answer, ...fault } = await askMailer(deps.mailer, mail)
  const retryAt = () => deps.clock.now() + backoffMilliseconds(deps.random, tries)
  const outcome = outcomeOf(answer, tries, retryAt)
  await deps.store.settleMail({ id: mail.id, key: mail.key }, outcome)
  if (outcome.kind === "sent") return "sent"
  const line = { accountId: mail.key.accountId, mailId: mail.id, tries, ...fault }
  deps.log(outcome.kind === "retry" ? "mail-not-sent" : "mail-undelivered", line)
  return outcome.kind === "retry" ? "queued" : "failed"
}

type Answer = Awaited<ReturnType<Mailer["send"]>>

/** What the mailer answered, and why that is so where it is a rejection. */
type Tried = { readonly answer: Answer } & Pick<MailLogged, "why" | "error">

async function askMailer(mailer: Mailer, mail: Mail): Promise<Tried> {
  const failed: Answer = { kind: "rejected", retryable: true }
  const sending = Promise.resolve()
    .then(() => mailer.send(mail))
    .then(
      (answer): Tried => ({ answer, why: "rejected" }),
      (error: unknown): Tried => ({ answer: failed, why: "threw", error: loggedError(error) }),
    )
  return withinSeconds(sendTimeoutSeconds, sending, (): Tried => ({ answer: failed, why: "timed-out" }))
}

function outcomeOf(answer: Answer, tries: number, retryAt: () => number): MailOutcome {
  if (answer.kind === "accepted") return { kind: "sent" }
  return answer.retryable && tries < maxTries ? { kind: "retry", dueAt: retryAt() } : { kind: "dead" }
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
