import { staticKeyring } from "@muster/core"
import { authenticator, fakeClock } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import type { Mail } from "@muster/sdk/ports"
import { openMuster } from "../src/open-muster.js"

export const accountId = "acme"
export const ann = { id: "ann", email: "ann@acme.example" }

/** Muster in a file, with a fake clock and a mailer that keeps what it was given. */
export async function openStory(url: string, { key, at }: { readonly key: string; readonly at: string | number }) {
  const clock = fakeClock(at)
  const sent: Mail[] = []
  const mailer = {
    async send(mail: Mail) {
      sent.push(mail)
      return { kind: "accepted" } as const
    },
  }
  const keys = staticKeyring({ active: "k1", keys: { k1: key } })
  const muster = await openMuster(url, { keys, clock, mailer })

  const begin = () => muster.signIn.begin({ accountId, user: ann, client: { platform: "web" }, primary: "password" })
  const challenge = async () => expectKind(await begin(), "challenge").ticket
  /** Switches two-factor on, enrolls Ann, and moves on to a step whose code is fresh. */
  const enroll = async () => {
    expectKind(await muster.accounts.enable({ accountId, actor: { system: "set-up" } }), "enabled")
    const first = expectKind(await begin(), "enroll").ticket
    await muster.enrollment.sendEmailCode({ ticket: first })
    const code = sent.flatMap(({ message }) => (message.kind === "email-code" ? [message.code] : [])).at(-1) ?? ""
    const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const app = authenticator(otpauthUri, clock)
    expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
    clock.advance({ seconds: 30 })
    return { app, otpauthUri }
  }
  return { muster, clock, sent, begin, challenge, enroll }
}

/** A key for one test. */
export function newKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")
}

/** A code of the same length that is not this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0")
}
