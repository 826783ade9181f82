import { expect } from "vitest"
import type { Mail } from "../../src/ports/index.js"
import { actor, client, userOf } from "./commands/command.js"
import { isExempt } from "./model/account.js"
import { codeOf } from "./model/codes.js"
import type { Model } from "./model/model.js"
import { type Person, violated } from "./model/person.js"
import type { Real } from "./world.js"

/** The mailer works again, and all that was to be told is told. */
export async function everybodyHasBeenTold(
  { people }: Model,
  { muster, post, mailer, clock, store }: Real,
): Promise<void> {
  post.state = "works"
  for (let next = await store.nextMailAt(); next !== null; next = await store.nextMailAt()) {
    clock.set(Math.max(next, clock.now()))
    if ((await muster.jobs.run()).mailFailed > 0) throw new Error("a mailer that works has failed")
  }
  const tried = [...mailer.sent, ...post.refused]
  for (const person of people.values()) {
    const mails = tried.filter(({ to }) => to === person.email)
    for (const kind of toldKinds) {
      const count = mails.filter(({ message }) => message.kind === kind).length
      if (count !== (person.told.get(kind) ?? 0)) violated(`${kind} was told ${count} times`, person)
    }
  }
}

const toldKinds: readonly Mail["message"]["kind"][] = [
  "enrolled",
  "factor-replaced",
  "factor-removed",
  "factor-reset",
  "recovery-code-used",
  "recovery-codes-regenerated",
]

/** What an admin sees of a user is what the answers have said. */
export async function everybodyIsShownAsTheyAre({ people }: Model, { muster, clock }: Real): Promise<void> {
  for (const person of people.values()) {
    const { key, factor, recoveryCodes, exemptUntil } = person
    const status = await muster.users.status(key)
    expect(status.enrolledAt !== null).toBe(factor !== null)
    if (recoveryCodes.codes !== null) expect(status.recoveryCodesLeft).toBe(recoveryCodes.codes.length)
    expect(status.exemptUntil).toBe(isExempt(person, clock.now()) ? exemptUntil : null)
  }
}

/** After whatever came before, a user with a factor signs in with a right code, once an admin has ended a lock. */
export async function everybodyCanStillSignIn({ people }: Model, real: Real): Promise<void> {
  const { muster, rememberingMuster, clock } = real
  for (const person of people.values()) {
    if (person.factor === null) continue
    const { accountId } = person.key
    await muster.users.unlock({ ...person.key, actor, reason: "the history is over" })
    // Two steps on from what any clock has shown, so that the code is fresh even where it had been set back.
    clock.set(Math.max(real.latest, clock.now()) + 120_000)
    const challenge = await muster.signIn.begin({ accountId, user: userOf(person), client, primary: "password" })
    if (challenge.kind !== "challenge") violated(`begin answers ${challenge.kind}`, person)
    const answer = await muster.signIn.verify({ ticket: challenge.ticket, code: codeOf(person.factor.uri, clock) })
    if (answer.kind !== "signed-in") violated(`a right code is answered with ${answer.kind}`, person)
    const { assurance } = answer
    for (const machine of [muster, rememberingMuster])
      expect((await machine.sessions.check({ assurance })).kind).toBe("continue")
    await everythingOldIsOver(person, real)
  }
}

/** Whatever a user was ever handed in an earlier epoch is worth nothing. */
async function everythingOldIsOver({ assurances, epoch }: Person, { muster }: Real): Promise<void> {
  for (const assurance of assurances) {
    if (assurance.epoch !== epoch) expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  }
}
