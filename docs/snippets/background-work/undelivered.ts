import { type Actor, explain, type Muster } from "@muster/sdk"

/** What could not be delivered, for an admin page. */
export async function showUndelivered(muster: Muster, accountId: string) {
  const { items } = await muster.outbox.undelivered({ accountId })
  for (const { userId, tries } of items) console.log(`${userId}, tries: ${tries}`)
  return items
}

/** The mail server is back: all of it once more. */
export async function sendAllAgain(muster: Muster, accountId: string, actor: Actor) {
  for (const { userId, mailId } of (await muster.outbox.undelivered({ accountId })).items) {
    const answer = await muster.outbox.sendAgain({ accountId, actor, userId, mailId })
    console.log(explain(answer).title)
  }
}
