import { describe, expect, it } from "vitest"
import { mail } from "../test/mail.js"
import { createMailer } from "./create-mailer.js"
import { type RenderedMail, renderMail } from "./render-mail.js"

describe("createMailer", () => {
  it("hands the rendered mail to the sender, and what the sender takes is accepted", async () => {
    const sent: RenderedMail[] = []
    const mailer = createMailer(async (rendered) => sent.push(rendered))
    expect(await mailer.send(mail())).toEqual({ kind: "accepted" })
    expect(sent).toEqual([renderMail(mail())])
  })

  it("answers a failing sender with a retryable rejection that repeats nothing of its error", async () => {
    const mailer = createMailer(async ({ to }) => {
      throw new Error(`no route to ${to}`)
    })
    expect(await mailer.send(mail())).toEqual({ kind: "rejected", retryable: true })
  })

  it("rejects two addresses for good, and the sender never sees them", async () => {
    let calls = 0
    const mailer = createMailer(async () => {
      calls += 1
    })
    const twice = mail({ to: "ann@acme.example,eve@evil.example" })
    expect(await mailer.send(twice)).toEqual({ kind: "rejected", retryable: false })
    expect(calls).toBe(0)
  })
})
