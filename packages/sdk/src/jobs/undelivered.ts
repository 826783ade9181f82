import type { Refused } from "@muster/policy"
import * as z from "zod"
import { authorize, refuseWithoutSecondFactor } from "../accounts/authorize.js"
import type { MailCall, MailGone, Outbox } from "../api/outbox.js"
import type { Dependencies } from "../dependencies.js"
import { idSchema, pageSchema, parseAccountId, parseInput } from "../input.js"
import type { UndeliveredOutcome } from "../ports/index.js"

const callSchema = z.object({ accountId: idSchema, userId: idSchema, mailId: idSchema })
const mailGone: MailGone = { kind: "mail-gone" }

/** Lists what could not be delivered; what it says stays sealed. */
export async function listUndelivered(
  deps: Dependencies,
  input: Parameters<Outbox["undelivered"]>[0],
): ReturnType<Outbox["undelivered"]> {
  const accountId = parseAccountId(input)
  const { after, limit } = parseInput(pageSchema, { after: input.after, limit: input.limit })
  const { items, next } = await deps.store.listUndelivered({ accountId, after, limit })
  return {
    items: items.map(({ id, key, tries, dueAt, expiresAt }) => ({
      mailId: id,
      userId: key.userId,
      tries,
      dueAt,
      expiresAt,
    })),
    next,
  }
}

/** Has a mail tried again. */
export async function sendMailAgain(deps: Dependencies, input: MailCall): ReturnType<Outbox["sendAgain"]> {
  return decide(deps, input, { kind: "again", dueAt: deps.clock.now() }, { kind: "queued-again" })
}

/** Deletes a mail unsent. */
export async function giveUpMail(deps: Dependencies, input: MailCall): ReturnType<Outbox["giveUp"]> {
  return decide(deps, input, { kind: "given-up" }, { kind: "given-up" })
}

async function decide<Done>(
  deps: Dependencies,
  input: MailCall,
  outcome: UndeliveredOutcome,
  done: Done,
): Promise<Done | MailGone | Refused> {
  const { accountId, userId, mailId } = parseInput(callSchema, {
    accountId: input.accountId,
    userId: input.userId,
    mailId: input.mailId,
  })
  const actor = await authorize(deps, accountId, input.actor)
  if (actor.kind === "refused") return actor
  const refused = refuseWithoutSecondFactor(actor, actor.account)
  if (refused !== null) return refused
  const wasThere = await deps.store.settleUndelivered({ id: mailId, key: { accountId, userId } }, outcome)
  return wasThere ? done : mailGone
}
