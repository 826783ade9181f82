import { authenticator } from "@muster/core/testing"
import { expect } from "vitest"
import { type Assurance, expectKind, type SignInUser } from "../../src/index.js"
import { accountId, type Stage } from "./stage.js"

export const key = { accountId, userId: "ann" }
export const ann = { id: "ann", email: "ann@acme.example" }
export const client = { platform: "web" } as const
export const actor = { system: "faults" }
export const reason = "part of a flow"
/** Who asks for an admin's call about ann. */
export const aboutAnn = { ...key, actor, reason }

export const last = <T>(list: readonly T[]): T => {
  if (list.length === 0) throw new Error("nothing in hand")
  return list[list.length - 1] as T
}

export const begin = ({ muster }: Stage, user: SignInUser = ann) =>
  muster.signIn.begin({ accountId, user, client, primary: "password" })

export const appOf = ({ clock, hands }: Stage) => authenticator(last(hands.uris), clock)

/** The code of the mail that was asked for, sent at once or with the next run of the jobs. */
export async function mailedCode({ muster, mailer, clock, hands }: Stage): Promise<string> {
  if (mailer.sent.length === hands.sentBefore) {
    clock.advance({ seconds: 60 })
    await muster.jobs.run()
  }
  return mailer.lastCodeTo(ann.email)
}

/** From the enrolling ticket to the factor. */
export async function enrollWith(stage: Stage, ticket: string, email = ann.email): Promise<void> {
  const { muster, mailer, clock, hands } = stage
  expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
  const code = mailer.lastCodeTo(email)
  const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified").ticket
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: verified }), "key-issued")
  hands.uris.push(otpauthUri)
  hands.tickets.push(ticket, verified)
  const typed = authenticator(otpauthUri, clock).code()
  const enrolled = expectKind(await muster.enrollment.confirm({ ticket: verified, code: typed }), "enrolled")
  hands.recoveryCodes.splice(0, hands.recoveryCodes.length, ...enrolled.recoveryCodes)
  hands.assurances.push(expectKind(enrolled.next, "signed-in").assurance)
  clock.advance({ seconds: 61 })
}

export async function enable({ muster }: Stage): Promise<void> {
  expectKind(await muster.accounts.enable({ accountId, actor }), "enabled")
}

/** Ann has a factor, and has just signed in with it. */
export async function enrolled(stage: Stage): Promise<void> {
  await enable(stage)
  await enrollWith(stage, expectKind(await begin(stage), "enroll").ticket)
}

/** Ada, who administers the account, has one too; what she holds is not in ann's hands. */
export async function adaEnrolled(stage: Stage): Promise<Assurance> {
  const ada = { id: "ada", email: "ada@acme.example" }
  await enrollWith(stage, expectKind(await begin(stage, ada), "enroll").ticket, ada.email)
  const { hands } = stage
  const assurance = last(hands.assurances)
  for (const list of [hands.uris, hands.assurances, hands.recoveryCodes, hands.tickets]) list.length = 0
  return assurance
}

/** Ann has a ticket of a challenge in hand. */
export async function challenged(stage: Stage): Promise<void> {
  stage.hands.tickets.push(expectKind(await begin(stage), "challenge").ticket)
}

/** Types the code of each app that is in hand, the newest first. */
async function signInWith(stage: Stage): Promise<void> {
  const { muster, clock, hands } = stage
  for (const uri of hands.uris.toReversed()) {
    const { ticket } = expectKind(await begin(stage), "challenge")
    const answer = await muster.signIn.verify({ ticket, code: authenticator(uri, clock).code() })
    clock.advance({ seconds: 30 })
    if (answer.kind !== "wrong-code") return void hands.assurances.push(expectKind(answer, "signed-in").assurance)
  }
  throw new Error("no app in hand signs in")
}

/** Whatever has broken off: the user starts again at the sign-in page and comes in, by what is in their hands. */
export async function startAgain(stage: Stage): Promise<void> {
  stage.clock.advance({ seconds: 120 })
  const answer = await begin(stage)
  return answer.kind === "enroll" ? enrollWith(stage, answer.ticket) : signInWith(stage)
}

/** Ann is signed in by a second factor, and no attempt of hers is left charged for long. */
export async function signedIn({ muster, store, hands }: Stage): Promise<void> {
  const assurance = last(hands.assurances)
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  expect((await store.loadUser(key)).throttles.codes.failures).toBeLessThanOrEqual(1)
}

/** Ann comes in by the sign-in page, whichever way it leads. */
export async function comesIn(stage: Stage): Promise<void> {
  await startAgain(stage)
  await signedIn(stage)
}
