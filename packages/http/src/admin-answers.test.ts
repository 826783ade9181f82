import { type MemoryMailer, memoryMailer } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../sdk/test/directory.js"
import { ann } from "../../sdk/test/world.js"
import { adminCalls, openDesk } from "../test/admin.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 },
  ],
}
const people = [
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann", { lastClient: { platform: "windows", build: "v4.2 b1400" } }),
  directoryUser("bob"),
]
const { directory } = directoryOf(people)
const reason = "asked for by letter"

test("every route for admins answers as its call does, and as the document says", async () => {
  const { post, cookie } = await openDesk({ muster: { builds, directory } })
  for (const { path, body } of adminCalls) {
    const reply = await post(path, body, { Cookie: cookie })
    expect(reply.headers.get("cache-control"), path).toBe("no-store")
    expect(reply.headers.get("content-type"), path).toMatch(/^application\/(problem\+)?json$/)
    expect(reply.body.kind, path).not.toMatch(/^(invalid-request|not-admin|session-ended|internal-error)$/)
  }
})

test("what blocks enabling is shown with its remediation, which mends it; then the date is set", async () => {
  const { admin } = await openDesk({ muster: { builds, directory } })
  await admin("accounts/disable", { reason })
  const updates = { mode: "infrequent", build: "v4.2 b1400" }
  const groups = [{ id: "desks", name: "Desks", parentId: null, updates }]
  const change = { kind: "put", groups }
  expect((await admin("device-groups/preview", { change })).body).toMatchObject({ kind: "change-preview", total: 1 })
  expect((await admin("device-groups/change", { change })).body).toMatchObject({ kind: "saved", version: 3 })
  expect((await admin("device-groups/list", { only: "below" })).body).toMatchObject({
    kind: "device-groups",
    items: [{ group: { id: "desks" }, standing: "below" }],
    next: null,
  })
  const blocked = await admin("accounts/enable", { forcedLogout: null })
  expect(blocked).toMatchObject({
    status: 409,
    body: { kind: "refused", reasons: [{ code: "group-below-minimum" }], detail: expect.any(String) },
  })
  const { readiness, lastDate } = (await admin("accounts/preview", {})).body
  const applied = await admin("accounts/apply-remediation", { remediation: readiness.remediation })
  expect(applied).toMatchObject({ status: 200, body: { kind: "applied", readiness: { kind: "ready" } } })
  const { version } = applied.body
  const forcedLogout = { date: lastDate, timeZone: "UTC" }
  const enabled = await admin("accounts/enable", { forcedLogout, ifVersion: version })
  expect(enabled).toMatchObject({ status: 200, body: { kind: "enabled", status: { twoFactor: { lastDate } } } })
  expect(await admin("accounts/set-forced-logout", { forcedLogout: null, ifVersion: version })).toMatchObject({
    status: 409,
    body: { reasons: [{ code: "changed-meanwhile" }] },
  })
  expect((await admin("accounts/timeline", { until: Date.UTC(2027, 0, 1) })).body).toMatchObject({
    kind: "timeline",
    entries: [{ reasons: [{ code: "forced-logout" }] }],
  })
})

test("users are listed page by page and by state; one is reset, unlocked and exempted, and the log says who did it", async () => {
  const { admin, clock } = await openDesk({ muster: { builds, directory } })
  const first = (await admin("users/list", { limit: 1 })).body
  expect(first).toMatchObject({ kind: "users", items: [{ userId: "ada", state: "enrolled" }] })
  const rest = (await admin("users/list", { after: first.next })).body
  expect(rest).toMatchObject({ items: [{ userId: "ann" }, { userId: "bob" }], next: null })
  const old = (await admin("users/list", { state: "blocked-by-build" })).body
  expect(old.items).toMatchObject([{ userId: "ann", buildStanding: "below" }])
  const until = clock.now() + 86_400_000
  expect((await admin("users/exempt", { userId: "bob", reason, until })).body).toEqual({ kind: "exempted", until })
  expect((await admin("users/status", { userId: "bob" })).body).toMatchObject({ kind: "user-status", state: "exempt" })
  expect((await admin("users/unlock", { userId: "bob", reason })).body).toEqual({ kind: "unlocked", changed: false })
  expect((await admin("users/reset", { userId: "bob", reason })).body).toMatchObject({ kind: "reset" })
  expect(await admin("users/reset", { userId: "ada", reason })).toMatchObject({
    status: 409,
    body: { kind: "refused", reasons: [{ code: "self-reset" }] },
  })
  const { items } = (await admin("accounts/events", { userId: "bob", limit: 1 })).body
  expect(items).toMatchObject([{ kind: "factor-reset", actor: { userId: "ada" }, reason }])
  expect((await admin("accounts/adoption", {})).body).toMatchObject({ kind: "counted", total: 3 })
})

test("what needs a fresh second factor is 403 and says what would do", async () => {
  const { admin, clock } = await openDesk({ muster: { directory } })
  clock.advance({ minutes: 16 })
  for (const [path, body] of [
    ["users/reset", { userId: "bob", reason }],
    ["accounts/disable", { reason }],
  ] as const) {
    expect(await admin(path, body)).toMatchObject({
      status: 403,
      body: { kind: "proof-needed", accepts: ["fresh-sign-in"] },
    })
  }
})

test("mail that could not be delivered is listed, sent again and given up", async () => {
  const kept = memoryMailer()
  const mailer: MemoryMailer = {
    ...kept,
    send: async (mail) => (mail.to === ann.email ? { kind: "rejected", retryable: false } : kept.send(mail)),
  }
  const { admin, post, passwordStep } = await openDesk({ muster: { mailer } })
  await post("/enrollment/send-email-code", { ticket: (await passwordStep()).body.ticket })
  const { items } = (await admin("outbox/undelivered", {})).body
  const [mail] = items
  expect(await admin("outbox/send-again", mail)).toMatchObject({ status: 200, body: { kind: "queued-again" } })
  expect(await admin("outbox/give-up", mail)).toMatchObject({ status: 404, body: { kind: "mail-gone" } })
})

test.each([
  ["accounts/configure", { settings: { timeZone: "Mars/Olympus" } }, "settings.timeZone"],
  ["accounts/configure", { settings: { timezone: "UTC" } }, "settings"],
  ["accounts/configure", { settings: { maxDrainHours: 0 } }, "settings.maxDrainHours"],
  ["accounts/events", { after: "no cursor" }, "after"],
  ["accounts/events", { limit: 1001 }, "limit"],
  ["users/list", { after: "no cursor" }, "after"],
  ["users/reset", { userId: "bob", reason: " " }, "reason"],
  ["users/exempt", { userId: "bob", reason }, "until"],
  ["accounts/timeline", { until: "2027-01-01" }, "until"],
  ["accounts/enable", { ifVersion: -1 }, "ifVersion"],
  ["accounts/enable", { stages: [{ begins: "soon" }] }, "stages.0.begins"],
  ["device-groups/change", { change: { kind: "put", groups: [] } }, "change.groups"],
])("%s with %j is the client's fault, and %s is named", async (path, body, field) => {
  const { admin, errors } = await openDesk()
  expect(await admin(path, body)).toMatchObject({ status: 400, body: { kind: "invalid-request", field } })
  expect(errors).toEqual([])
})

test("a thousand device groups fit into one request, and more bytes than a megabyte are refused", async () => {
  const { admin } = await openDesk()
  const groups = Array.from({ length: 1000 }, (_, index) => ({
    id: `group-${index}`.padEnd(200, "x"),
    name: "x".repeat(200),
    parentId: index === 0 ? null : `group-${index - 1}`.padEnd(200, "x"),
    updates: { mode: "inherit" },
  }))
  expect((await admin("device-groups/change", { change: { kind: "put", groups } })).status).toBe(200)
  const many = { kind: "put", groups: [...groups, ...groups] }
  expect((await admin("device-groups/change", { change: many })).status).toBe(413)
  expect((await admin("accounts/events", { after: "x".repeat(70_000) })).status).toBe(413)
})
