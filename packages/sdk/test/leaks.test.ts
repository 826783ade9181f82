import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import type { Given } from "./faults/fault-plan.js"
import type { Flow } from "./faults/flow.js"
import { flows } from "./faults/flows.js"
import { breaksOf, playBroken, playWhole } from "./faults/play.js"
import { type SecretKind, type Secrets, secretsOf, shownBy, textOf, valuesOf } from "./faults/secrets.js"
import { accountId, type Stage } from "./faults/stage.js"
import { shows } from "./shows.js"

/** A run of a flow, to its end or to where it broke off, with everything that it has shown to its caller. */
interface Run {
  readonly stage: Stage
  readonly secrets: Secrets
  readonly answers: readonly { readonly method: string; readonly answer: unknown }[]
  /** What its ports were given, but for the mailer, which is there to be told. */
  readonly given: readonly Given[]
  readonly error: unknown
}

/** The whole flow, and one run for each point at which it can break off. */
async function runsOf(flow: Flow): Promise<readonly Run[]> {
  const { stage, played } = await playWhole(flow)
  const answers = played.map(({ step: { method }, answer }) => ({ method, answer }))
  const inputs = played.map(({ input }) => input)
  const secrets = withCodes(await secretsOf(stage, answers), inputs)
  const given = played.flatMap((step) => step.given).filter(toOthers)
  const runs: Run[] = [{ stage, secrets, answers, given, error: undefined }]
  for (const at of breaksOf(played)) {
    const { stage, step, input, outcome } = await playBroken(flow, at)
    // A code that is left to the jobs is a secret before they send it.
    stage.clock.advance({ seconds: 60 })
    await stage.muster.jobs.run()
    const answered = outcome.kind === "answered" ? [{ method: step.method, answer: outcome.answer }] : []
    // An answer that was lost was about to show what it shows in the whole run: the random bytes are the same.
    const all = new Map([...secrets, ...(await secretsOf(stage, answered))])
    const error = outcome.kind === "threw" ? outcome.error : undefined
    const given = stage.plan.given.filter(toOthers)
    runs.push({ stage, secrets: withCodes(all, [input]), answers: answered, given, error })
  }
  return runs
}

const toOthers = ({ name }: Given) => name !== "send"

/** What was typed from an app stays in the machine too. */
function withCodes(secrets: Secrets, inputs: readonly unknown[]): Secrets {
  const codes = valuesOf(inputs, "code").filter((code) => /^\d+$/.test(code) && !secrets.has(code))
  return new Map([...secrets, ...codes.map((code) => [code, "app-code"] as const)])
}

function expectNone(secrets: Secrets, text: string, where: string, but: readonly SecretKind[] = []): void {
  for (const [secret, kind] of secrets) {
    if (!but.includes(kind)) expect(shows(text, secret), `${where} shows a secret: ${kind}`).toBe(false)
  }
}

const writers = ["log", "info", "warn", "error", "debug", "trace", "dir"] as const

describe.each(Object.entries(flows))("no key, code or address is seen where it does not belong: %s", (_, flow) => {
  let runs: readonly Run[] = []
  let printers: readonly ReturnType<typeof vi.spyOn>[] = []
  beforeAll(async () => {
    printers = [
      ...writers.map((writer) => vi.spyOn(console, writer)),
      vi.spyOn(process.stdout, "write"),
      vi.spyOn(process.stderr, "write"),
    ]
    runs = await runsOf(flow)
  })
  afterAll(() => {
    runs = []
    vi.restoreAllMocks()
  })

  test("not in errors and their causes, the audit log, the rows, the assurances, the services, or anything that is printed", async () => {
    for (const printer of printers) expect(printer).not.toHaveBeenCalled()
    for (const { stage, secrets, given, error } of runs) {
      const { items } = await stage.store.listEvents({ accountId, limit: 1000 })
      expectNone(secrets, textOf(error), "an error")
      expectNone(secrets, textOf(items), "the audit log")
      expectNone(secrets, textOf(stage.hands.assurances), "an assurance")
      expectNone(secrets, textOf(stage.muster), "what createMuster returns")
      for (const { name, args } of given) expectNone(secrets, textOf(args), `what ${name} is given`)
    }
  })

  test("not in a line of the logger", () => {
    for (const { stage, secrets } of runs) expectNone(secrets, textOf(stage.lines), "a line of the logger")
  })

  test("not in the answer of a call, but for what that call is there to show", () => {
    for (const { secrets, answers } of runs) {
      for (const { method, answer } of answers) {
        expectNone(secrets, textOf(answer), `the answer of ${method}`, shownBy[method as keyof typeof shownBy])
      }
    }
  })

  test("a code by mail goes to the user's own address and to nobody else", () => {
    for (const { stage, secrets } of runs) {
      for (const { key, to, message } of stage.mailer.sent) {
        if (message.kind === "email-code") expect(to).toBe(`${key.userId}@acme.example`)
        // An admin is told whose authenticator is about to be replaced.
        const own = message.kind === "email-code" ? (["email-code"] as const) : []
        const named = message.kind === "user-replacement-held" ? (["address"] as const) : []
        expectNone(secrets, textOf(message), `a mail, ${message.kind},`, [...own, ...named])
      }
    }
  })
})

test("every call that is there to show something shows it", async () => {
  const shown = new Set<string>()
  for (const flow of Object.values(flows)) {
    const { stage, played } = await playWhole(flow)
    const answers = played.map(({ step: { method }, answer }) => ({ method, answer }))
    for (const [secret, kind] of await secretsOf(stage, answers)) {
      for (const { method, answer } of answers) if (shows(textOf(answer), secret)) shown.add(`${method} ${kind}`)
    }
  }
  const allowed = Object.entries(shownBy).flatMap(([method, kinds]) => kinds.map((kind) => `${method} ${kind}`))
  expect([...shown].sort()).toEqual(allowed.sort())
})
