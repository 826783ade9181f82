import { authenticator } from "@muster/core/testing"
import { type Assurance, expectKind } from "../../src/index.js"
import type { Real } from "../histories/world.js"

export const key = { accountId: "acme", userId: "ann" }
export const ann = { id: "ann", email: "ann@acme.example" }
const client = { platform: "web" } as const
const actor = { system: "faults" }
const reason = "part of a flow"

/** What a user has in hand while a flow runs; it is there when the flow breaks off too. */
export interface Hands {
  /** The keys that were shown, the newest last: which of them is the factor's is not known when a flow has broken off. */
  readonly uris: string[]
  readonly assurances: Assurance[]
  readonly recoveryCodes: string[]
}

/** A way through several calls, from the beginning to its success. */
export type Flow = (real: Real, hands: Hands) => Promise<void>

const begin = ({ muster }: Real) =>
  muster.signIn.begin({ accountId: key.accountId, user: ann, client, primary: "password" })

/** The code of the mail that this call has sent, at once or with the next run of the jobs. */
async function mailedCode({ muster, mailer, clock }: Real, sentBefore: number): Promise<string> {
  if (mailer.sent.length === sentBefore) {
    clock.advance({ seconds: 60 })
    await muster.jobs.run()
  }
  return mailer.lastCodeTo(ann.email)
}

/** From the enrolling ticket to the factor. */
async function enrollWith(real: Real, hands: Hands, ticket: string): Promise<void> {
  const { muster, mailer, clock } = real
  const sentBefore = mailer.sent.length
  expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
  const mailed = await mailedCode(real, sentBefore)
  const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code: mailed }), "email-verified")
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
  hands.uris.push(otpauthUri)
  const code = authenticator(otpauthUri, clock).code()
  const { recoveryCodes, next } = expectKind(
    await muster.enrollment.confirm({ ticket: verified.ticket, code }),
    "enrolled",
  )
  hands.recoveryCodes.splice(0, hands.recoveryCodes.length, ...recoveryCodes)
  hands.assurances.push(expectKind(next, "signed-in").assurance)
  clock.advance({ seconds: 61 })
}

const enroll: Flow = async (real, hands) => {
  expectKind(await real.muster.accounts.enable({ accountId: key.accountId, actor }), "enabled")
  await enrollWith(real, hands, expectKind(await begin(real), "enroll").ticket)
}

/** Types the code of each app that is in hand, the newest first. */
async function signInWith(real: Real, hands: Hands): Promise<void> {
  for (const uri of hands.uris.toReversed()) {
    const { ticket } = expectKind(await begin(real), "challenge")
    const answer = await real.muster.signIn.verify({ ticket, code: authenticator(uri, real.clock).code() })
    real.clock.advance({ seconds: 30 })
    if (answer.kind !== "wrong-code") return void hands.assurances.push(expectKind(answer, "signed-in").assurance)
  }
  throw new Error("no app in hand signs in")
}

/** Every flow, each from nothing; what comes before the part that it is named for may break off as well. */
export const flows: Readonly<Record<string, Flow>> = {
  enroll,
  "sign in": async (real, hands) => {
    await enroll(real, hands)
    await signInWith(real, hands)
  },
  "sign in with a recovery code": async (real, hands) => {
    await enroll(real, hands)
    const { ticket } = expectKind(await begin(real), "challenge")
    const [code = ""] = hands.recoveryCodes
    hands.assurances.push(expectKind(await real.muster.signIn.useRecoveryCode({ ticket, code }), "signed-in").assurance)
  },
  "replace the authenticator": async (real, hands) => {
    await enroll(real, hands)
    const [assurance] = hands.assurances.slice(-1) as [Assurance]
    const begun = await real.muster.factors.beginReplacement({ assurance, user: ann, client })
    await enrollWith(real, hands, expectKind(begun, "enroll").ticket)
  },
  "renew the recovery codes": async (real, hands) => {
    await enroll(real, hands)
    const [assurance] = hands.assurances.slice(-1) as [Assurance]
    const { setId, recoveryCodes } = expectKind(
      await real.muster.factors.regenerateRecoveryCodes({ assurance }),
      "regenerated",
    )
    expectKind(await real.muster.factors.acknowledgeRecoveryCodes({ assurance, setId }), "acknowledged")
    hands.recoveryCodes.splice(0, hands.recoveryCodes.length, ...recoveryCodes)
  },
  "be reset and enroll again": async (real, hands) => {
    await enroll(real, hands)
    expectKind(await real.muster.users.reset({ ...key, actor, reason }), "reset")
    await enrollWith(real, hands, expectKind(await begin(real), "enroll").ticket)
  },
}

/** Whatever has broken off: the user starts again at the sign-in page and comes in, by what is in their hands. */
export async function startAgain(real: Real, hands: Hands): Promise<void> {
  real.clock.advance({ seconds: 120 })
  await real.muster.accounts.enable({ accountId: key.accountId, actor })
  const answer = await begin(real)
  if (answer.kind === "enroll") return enrollWith(real, hands, answer.ticket)
  return signInWith(real, hands)
}
