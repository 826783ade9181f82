import { authenticator } from "@muster/core/testing"
import type { AccountSettings } from "@muster/policy"
import { type Enroll, expectKind } from "../src/index.js"
import { accountId, ann, openWorld, system, web } from "./world.js"

export const key = { accountId, userId: "ann" }

type Rule = AccountSettings["replacement"]

export const withCode: Rule = { rule: "authenticator-or-recovery-code" }
export const selfService: Rule = { rule: "self-service", holdHours: 0 }
export const withHold: Rule = { rule: "self-service", holdHours: 24 }
export const adminOnly: Rule = { rule: "admin-only" }

/** Ann, enrolled and just signed in, in an account with a rule for replacing her authenticator. */
export async function openReplacing(rule: Rule, options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld(options)
  const { muster, clock } = world
  await world.enable()
  const setRule = async (replacement: Rule) =>
    expectKind(await muster.accounts.configure({ accountId, actor: system, settings: { replacement } }), "saved")
  await setRule(rule)
  const { app, enrolled } = await world.enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  const [recoveryCode = ""] = enrolled.recoveryCodes

  /** Asks on the sign-in screen, after the password. */
  const lost = async (code?: string) =>
    muster.factors.beginReplacement({ ticket: await world.challengeTicket(), recoveryCode: code })
  const fromSession = (user = ann, client = web) => muster.factors.beginReplacement({ assurance, user, client })
  const signIn = async (code: string) => muster.signIn.verify({ ticket: await world.challengeTicket(), code })

  /** From the ticket that replaces to the key of the new authenticator. */
  const prepare = async ({ ticket }: Pick<Enroll, "ticket">) => {
    clock.advance({ seconds: 61 })
    const code = await world.sendCode(ticket)
    const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
    const newApp = authenticator(otpauthUri, clock)
    const confirm = () => muster.enrollment.confirm({ ticket: verified.ticket, code: newApp.code() })
    return { newApp, confirm, ticket: verified.ticket }
  }
  const record = async () => {
    const { user } = await world.store.loadUser(key)
    return JSON.parse(user?.value.json ?? "{}")
  }
  const events = async () => (await muster.accounts.events(key)).items.map(({ kind }) => kind)
  return {
    ...world,
    setRule,
    app,
    enrolled,
    assurance,
    recoveryCode,
    lost,
    fromSession,
    signIn,
    prepare,
    record,
    events,
  }
}
