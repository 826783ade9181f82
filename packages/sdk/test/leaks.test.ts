import { inspect } from "node:util"
import { parseOtpauthUri, toBase64url } from "@muster/core"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { planFault } from "./faults/fault-plan.js"
import { ann, flows, type Hands, key } from "./faults/flows.js"
import { openReal, type Real } from "./histories/world.js"
import { shows } from "./shows.js"

const everything = { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null, maxArrayLength: null }
const whole = (value: unknown) => inspect(value, everything)

/** Every form in which a key could be seen. */
function formsOf(uri: string): readonly string[] {
  const parsed = parseOtpauthUri(uri)
  if (parsed.kind === "rejected") throw new Error(parsed.reason)
  const bytes = Buffer.from(parsed.secret)
  const setupKey = new URL(uri).searchParams.get("secret") as string
  return [setupKey, bytes.toString("hex"), bytes.toString("base64"), toBase64url(parsed.secret)]
}

/** Everything of this run that must not be seen, in every form. */
function secretsOf({ mailer }: Real, { uris, recoveryCodes }: Hands): readonly string[] {
  const codes = mailer.sent.flatMap(({ message }) => (message.kind === "email-code" ? [message.code] : []))
  const bare = recoveryCodes.map((code) => code.replaceAll("-", ""))
  return [...codes, ...uris.flatMap(formsOf), ...recoveryCodes, ...bare, ann.email]
}

function expectNone(secrets: readonly string[], text: string, where: string): void {
  for (const secret of secrets) expect(shows(text, secret), `${where} shows a secret`).toBe(false)
}

const writers = ["log", "info", "warn", "error", "debug", "trace", "dir"] as const
beforeEach(() => {
  for (const writer of writers) vi.spyOn(console, writer)
  vi.spyOn(process.stdout, "write")
  vi.spyOn(process.stderr, "write")
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs a flow that breaks off at each call in turn, and gives what is left of it to look at. */
async function eachBreak(
  name: string,
  look: (real: Real, hands: Hands, error: unknown) => Promise<void>,
): Promise<void> {
  const flow = flows[name] as (typeof flows)[string]
  const whole = planFault(null)
  const hands: Hands = { uris: [], assurances: [], recoveryCodes: [] }
  const real = openReal(whole)
  await flow(real, hands)
  await look(real, hands, undefined)
  for (const call of whole.calls.keys()) {
    const plan = planFault({ call, when: call % 2 === 0 ? "before" : "after" })
    const broken = openReal(plan)
    const held: Hands = { uris: [], assurances: [], recoveryCodes: [] }
    const error = await flow(broken, held).catch((cause: unknown) => cause)
    plan.stop()
    await look(broken, held, error)
  }
}

describe.each(Object.keys(flows))("no key, code or address is seen where it does not belong: %s", (name) => {
  test("not in errors and their causes, the audit log, the rows, the assurances, the services, or anything that is printed", async () => {
    await eachBreak(name, async (real, hands, error) => {
      const secrets = secretsOf(real, hands)
      if (error instanceof Error)
        expectNone(secrets, `${whole(error)} ${error.stack} ${whole(error.cause)}`, "an error")
      expectNone(
        secrets,
        JSON.stringify(await real.store.listEvents({ accountId: key.accountId, limit: 1000 })),
        "the audit log",
      )
      expectNone(secrets, whole(await real.store.loadUser(key)), "a row")
      expectNone(secrets, whole(hands.assurances), "an assurance")
      expectNone(secrets, whole(real.muster), "what createMuster returns")
    })
    const printers = [...writers.map((writer) => console[writer]), process.stdout.write, process.stderr.write]
    for (const printer of printers) expect(printer).not.toHaveBeenCalled()
  })

  test("a code by mail goes to the user's own address and to nobody else", async () => {
    await eachBreak(name, async ({ mailer }) => {
      for (const { to, message } of mailer.sent) {
        if (message.kind === "email-code") expect(to).toBe(ann.email)
        else expect(JSON.stringify(message)).not.toMatch(/\d{6}"/)
      }
    })
  })
})
