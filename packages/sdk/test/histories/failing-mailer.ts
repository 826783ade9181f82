import type { MemoryMailer } from "@muster/adapters-memory"
import type { Clock } from "@muster/core"
import type { Mail, Mailer } from "../../src/ports/index.js"

/** How the mailer does: `throws` and `rejects` are to be tried again, `refuses` is for good. */
export type MailerState = "works" | "throws" | "rejects" | "refuses"

/** A mailer that can be out of order. */
export interface FailingMailer extends Mailer {
  state: MailerState
  /** Mail that was refused for good. */
  readonly refused: readonly Mail[]
  /** How often each mail has failed, by the mail's id. */
  readonly failures: ReadonlyMap<string, number>
  /** What was wrong with mail that was to be sent; kept, since nobody hears what a mailer throws. */
  readonly faults: readonly string[]
}

/** Stands before a mailer, and looks at each mail: it goes to the one whom it is about, and no code in it is dead. */
export function failingMailer(mailer: MemoryMailer, clock: Clock): FailingMailer {
  const refused: Mail[] = []
  const failures = new Map<string, number>()
  const faults: string[] = []
  const failing: FailingMailer = {
    state: "works",
    refused,
    failures,
    faults,
    async send(mail) {
      const { message, key, to } = mail
      if (to !== `${key.userId}@${key.accountId}.example`) faults.push("a mail goes to somebody else")
      if (message.kind === "email-code" && message.expiresAt <= clock.now()) faults.push("a dead code is mailed")
      if (failing.state === "works") return mailer.send(mail)
      failures.set(mail.id, (failures.get(mail.id) ?? 0) + 1)
      if (failing.state === "throws") throw new Error("the mailer is down")
      if (failing.state === "refuses") refused.push(mail)
      return { kind: "rejected", retryable: failing.state === "rejects" }
    },
  }
  return failing
}
