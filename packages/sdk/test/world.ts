import { memoryMailBudget, memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { authenticator, fakeClock } from "@muster/core/testing"
import type { Client } from "@muster/policy"
import { createMuster, expectKind, type MusterOptions, type SignInUser } from "../src/index.js"
import type { MusterStore } from "../src/ports/index.js"
import { keepLines } from "./logged.js"

export const accountId = "acme"
export const system = { system: "set-up" }
export const ann = { id: "ann", email: "ann@acme.example" }
export const web: Client = { platform: "web" }

/** Muster over memory and a fake clock, with the short cuts that most tests begin with. */
export function openWorld(options: Partial<MusterOptions> = {}) {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mailer = memoryMailer()
  const store: MusterStore = options.store ?? memoryStore()
  const { logger, lines, codes } = keepLines()
  const muster = createMuster({
    store,
    mailer,
    mailBudget: memoryMailBudget(),
    keys: ephemeralKeys(),
    issuer: "Acme Support",
    clock,
    logger,
    ...options,
  })

  /** Passes the primary method. */
  const begin = (user: SignInUser = ann, client = web) =>
    muster.signIn.begin({ accountId, user, client, primary: "password" })
  const enable = async () => expectKind(await muster.accounts.enable({ accountId, actor: system }), "enabled")
  /** A ticket from the primary method alone. */
  const enrollTicket = async (user = ann, client = web) => expectKind(await begin(user, client), "enroll").ticket
  const challengeTicket = async (user = ann) => expectKind(await begin(user), "challenge").ticket
  const sendCode = async (ticket: string, email = ann.email) => {
    expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
    return mailer.lastCodeTo(email)
  }
  /** A ticket that names an enrollment. */
  const verifiedTicket = async (user = ann, client = web) => {
    const ticket = await enrollTicket(user, client)
    const code = await sendCode(ticket, user.email)
    return expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified").ticket
  }
  /** Enrolls, and moves on to a step whose code is fresh. */
  const enrollUser = async (user = ann) => {
    const ticket = await verifiedTicket(user)
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const app = authenticator(otpauthUri, clock)
    const enrolled = expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
    clock.advance({ seconds: 30 })
    return { app, enrolled, ticket }
  }
  /** Who acts as an admin that has just signed in with a second factor. */
  const enrollAdmin = async (id: string) => {
    const { enrolled } = await enrollUser({ id, email: `${id}@acme.example` })
    return { assurance: expectKind(enrolled.next, "signed-in").assurance }
  }
  return {
    muster,
    clock,
    mailer,
    store,
    /** What was told to the operator. */
    lines,
    codes,
    begin,
    enable,
    enrollTicket,
    challengeTicket,
    sendCode,
    verifiedTicket,
    enrollUser,
    enrollAdmin,
  }
}

/** A code of the same length that is not this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0")
}
