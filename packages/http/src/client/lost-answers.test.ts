import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { describe, expect, test } from "vitest"
import { ann, otherThan } from "../../../sdk/test/world.js"
import { openClientApp, right } from "../../test/client-app.js"
import { createClient, isMusterClientError } from "./index.js"

/** A way to the server on which the next answers are lost, after the server has done what it was asked. */
async function openLossyApp() {
  const world = openClientApp()
  await world.enable()
  const { app, enrolled } = await world.enrollThrough()
  const asked: { readonly path: string; readonly attemptId?: string }[] = []
  const loses = { answers: 0, bodies: 0 }
  const api = createClient<typeof right, { readonly name: string }>({
    ...world.phone,
    fetch: async (url, init) => {
      asked.push({ path: new URL(url).pathname, ...JSON.parse(init.body) })
      const response = await world.phone.fetch(url, init)
      if (loses.answers-- > 0) throw new TypeError("fetch failed")
      return loses.bodies-- > 0 ? breakingOff(response as Response) : response
    },
  })
  const ticket = await world.challenged()
  return { ...world, api, app, enrolled, asked, loses, ticket }
}

/** Its headers arrive, and half of its body. */
function breakingOff(response: Response): Response {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"kind":')),
    pull: (controller) => controller.error(new TypeError("terminated")),
  })
  return new Response(body, response)
}

describe.each(["answers", "bodies"] as const)("when %s are lost", (what) => {
  test("a sign-in is asked for once more under its name, and was done once", async () => {
    const { api, app, asked, loses, ticket } = await openLossyApp()
    loses[what] = 1
    expectKind(await api.verify({ ticket, code: app.code() }), "signed-in")
    expect(asked).toHaveLength(2)
    expect(asked[0]).toEqual(asked[1])
    expect(asked[0]?.attemptId).toMatch(/^[\da-f-]{36}$/)
  })

  test("a recovery code is spent once", async () => {
    const { api, enrolled, loses, ticket } = await openLossyApp()
    loses[what] = 1
    const answer = await api.useRecoveryCode({ ticket, code: enrolled.recoveryCodes[0] ?? "" })
    expect(answer).toMatchObject({ kind: "signed-in", recoveryCodesLeft: 9 })
  })

  test("a recovery code for a lost phone is spent once, and leads into one enrollment", async () => {
    const { api, enrolled, loses, ticket } = await openLossyApp()
    loses[what] = 1
    const answer = await api.lostPhone({ ticket, recoveryCode: enrolled.recoveryCodes[0] })
    expectKind(answer, "enroll")
    expect(await api.factors.status()).toMatchObject({ recoveryCodesLeft: 9 })
  })

  test("the first code of an app is confirmed once, and the same recovery codes are shown", async () => {
    const world = openClientApp()
    await world.enable()
    let answers = 0
    const confirmed: unknown[] = []
    const api = createClient<typeof right>({
      ...world.phone,
      fetch: async (url, init) => {
        const response = (await world.phone.fetch(url, init)) as Response
        if (!url.endsWith("/confirm")) return response
        confirmed.push(await response.clone().json())
        if (answers++ > 0) return response
        if (what === "answers") throw new TypeError("fetch failed")
        return breakingOff(response)
      },
    })
    const { confirm } = await world.toKeyThrough(api)
    const enrolled = expectKind(await api.enrollment.confirm(confirm), "enrolled")
    expect(confirmed).toHaveLength(2)
    expect(confirmed[0]).toMatchObject({ recoveryCodes: enrolled.recoveryCodes })
  })
})

describe.each(["answers", "bodies"] as const)("in a page, when %s are lost", (what) => {
  /** The page, whose next answer is lost; what came before the body has reached the browser, its cookies too. */
  async function openLossyPage() {
    const world = openClientApp()
    await world.enable()
    const { fetch } = world.inPage
    const loses = { next: false }
    const page = createClient<typeof right>({
      ...world.inPage,
      tickets: "cookie",
      fetch: async (url, init) => {
        if (what === "answers" && loses.next) {
          loses.next = false
          // The server does what it is asked, and no cookie arrives.
          const kept = new Map(fetch.cookies)
          await fetch(url, init)
          fetch.cookies.clear()
          for (const [name, value] of kept) fetch.cookies.set(name, value)
          throw new TypeError("fetch failed")
        }
        const response = (await fetch(url, init)) as Response
        if (!loses.next) return response
        loses.next = false
        return breakingOff(response)
      },
    })
    return { ...world, page, loses }
  }

  test("the first code of an app is confirmed once, and its recovery codes are seen", async () => {
    const { page, loses, mailer, clock } = await openLossyPage()
    await page.begin(right)
    await page.enrollment.sendEmailCode()
    await page.enrollment.verifyEmailCode({ code: mailer.lastCodeTo(ann.email) })
    const { otpauthUri } = expectKind(await page.enrollment.issueKey(), "key-issued")
    const app = authenticator(otpauthUri, clock)
    loses.next = true
    expect(expectKind(await page.enrollment.confirm({ code: app.code() }), "enrolled").recoveryCodes).toHaveLength(10)

    clock.advance({ seconds: 30 })
    await page.begin(right)
    loses.next = true
    expectKind(await page.verify({ code: app.code() }), "signed-in")
  })

  test("a lost phone is not asked for again, and the ticket that came of it stays", async () => {
    const { page, loses, enrollThrough } = await openLossyPage()
    const { enrolled } = await enrollThrough()
    await page.begin(right)
    loses.next = true
    const lost = page.lostPhone({ recoveryCode: enrolled.recoveryCodes[0] })
    await expect(lost).rejects.toMatchObject({ code: "ERR_UNREACHABLE" })
    const { kind } = await page.enrollment.current()
    expect(kind).toBe(what === "bodies" ? "not-started" : "ticket-rejected")
  })
})

test("what is lost twice is an error with the name of the try, which can be asked for again with it", async () => {
  const { api, app, asked, loses, ticket } = await openLossyApp()
  loses.answers = 2
  const code = app.code()
  const error = await api.verify({ ticket, code }).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: "ERR_UNREACHABLE", retryable: true, attemptId: asked[0]?.attemptId })
  expect(asked).toHaveLength(2)
  expectKind(await api.verify({ ticket, code, attemptId: error.attemptId }), "signed-in")
})

test("a name that the caller has given is the one that is used", async () => {
  const { api, app, asked, loses, ticket } = await openLossyApp()
  loses.answers = 1
  const attemptId = crypto.randomUUID()
  await api.verify({ ticket, code: app.code(), attemptId })
  expect(asked.map((request) => request.attemptId)).toEqual([attemptId, attemptId])
})

test("a wrong code whose answer was lost is another try: it costs two", async () => {
  const { api, app, loses, ticket } = await openLossyApp()
  loses.answers = 1
  expect(await api.verify({ ticket, code: otherThan(app.code()) })).toMatchObject({ attemptsLeft: 3 })
})

test("nothing is sent again that has no name: not a password, not a mail, not an email code", async () => {
  const { api, asked, loses, ticket } = await openLossyApp()
  const calls = [
    () => api.begin(right),
    () => api.enrollment.sendEmailCode({ ticket }),
    () => api.enrollment.verifyEmailCode({ ticket, code: "123456" }),
    () => api.factors.regenerateRecoveryCodes(),
    () => api.checkSession(),
    () => api.lostPhone({ ticket }),
    // A name that the type of the call has no place for is not sent either.
    () => api.factors.regenerateRecoveryCodes({ attemptId: crypto.randomUUID() } as object),
  ]
  for (const call of calls) {
    asked.splice(0)
    loses.answers = 1
    const error = await call().catch((thrown) => thrown)
    expect(isMusterClientError(error, "ERR_UNREACHABLE")).toBe(true)
    expect(error).not.toHaveProperty("attemptId")
    expect(asked).toHaveLength(1)
  }
})

test("an answer of the server is never asked for again, a refusal or a failure no more than a success", async () => {
  for (const [status, kind] of [
    [503, "unavailable"],
    [422, "wrong-code"],
  ] as const) {
    let asked = 0
    const { phone } = openClientApp()
    const fetch = async () => {
      asked++
      return Response.json({ kind }, { status })
    }
    await createClient({ ...phone, fetch })
      .verify({ ticket: "t", code: "123456" })
      .catch(() => {})
    expect(asked).toBe(1)
  }
})
