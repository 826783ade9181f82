import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { openWorld } from "../../sdk/test/world.js"
import { routeOf } from "./routes/routes.js"
import type { AdminAction, HostVerb, Verb } from "./routes/verbs.js"

/** Why each of these has no route; one that is missing here does not compile. */
const withoutRoute: { readonly [Call in HostVerb]: string } = {
  "sessions.adopt": "makes an assurance without a sign-in",
  "accounts.erase": "ends with an account what the host keeps of it too",
  "users.erase": "ends with a user what the host keeps of them too",
  "users.importFactor": "takes a secret that another library has kept",
  "users.primaryChanged": "follows a change of the host's own, and ends sessions",
  "keys.status": "is about all accounts",
  "keys.retire": "is about all accounts",
  "jobs.run": "is about all accounts",
}

const verbs = Object.entries(openWorld().muster).flatMap(([service, methods]) =>
  Object.keys(methods).map((name) => `${service}.${name}` as Verb),
)
const routed = [...routeOf].map(([path, { verb, needs }]) => ({ path, verb, needs }))

test("every call of Muster has a route, or a reason to have none", () => {
  const missing = verbs.filter((verb) => !routed.some((route) => route.verb === verb))
  expect(missing.sort()).toEqual(Object.keys(withoutRoute).sort())
  expect(verbs).toEqual(expect.arrayContaining(routed.map(({ verb }) => verb)))
})

test("the README says which calls have no route, and why", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
  const rows = Object.entries(withoutRoute).map(([verb, why]) => `| \`${verb}\` | ${why} |`)
  expect(readme).toContain(`| call | why |\n|---|---|\n${rows.join("\n")}\n\n`)
})

test("the calls for admins are those of accounts, device groups, users and the outbox, and no others", () => {
  type Admins = Extract<Verb, `${"accounts" | "deviceGroups" | "users" | "outbox"}.${string}`>
  const complete: Exclude<Admins, HostVerb | AdminAction> extends never ? true : false = true
  expect(complete).toBe(true)
  for (const { path, verb, needs } of routed.filter(({ needs }) => needs === "admin")) {
    const words = verb.replace(".", "/").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    expect({ path, needs }).toEqual({ path: `/admin/${words}`, needs: "admin" })
  }
})

test("every route for admins needs one, and no other does", () => {
  for (const { path, needs } of routed) expect(needs === "admin", path).toBe(path.startsWith("/admin/"))
})
