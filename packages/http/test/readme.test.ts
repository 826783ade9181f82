import { readFile } from "node:fs/promises"
import type { Assurance } from "@muster/sdk"
import { expect, test } from "vitest"
import { accountId, ann, openWorld } from "../../sdk/test/world.js"
import { twoFactor } from "./readme.js"
import { routeTable } from "./route-table.js"

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the program of the README is the one that is run here", async () => {
  expect(await read("../README.md")).toContain(`\`\`\`ts\n${await read("./readme.ts")}\`\`\``)
})

test("the program of the README signs in, and makes one session", async () => {
  const kept: Assurance[] = []
  const handler = twoFactor(openWorld().muster, {
    checkPassword: async (email) => (email === ann.email ? { ...ann, accountId } : null),
    async createSession(_user, assurance) {
      kept.push(assurance)
      return { id: "s1" }
    },
    findSession: async () => null,
    isAdmin: async () => true,
  })
  const body = JSON.stringify({ email: ann.email, password: "x", client: { platform: "web" } })
  const headers = { "Content-Type": "application/json" }
  const response = await handler(new Request("https://acme.example/muster/sign-in", { method: "POST", headers, body }))
  expect(response.headers.getSetCookie()).toEqual(["sid=s1; HttpOnly; Secure; SameSite=Lax; Path=/"])
  expect(await response.json()).toMatchObject({ kind: "signed-in", session: null })
  expect(kept).toHaveLength(1)
})

test("the README lists every route with what it takes and what is answered", async () => {
  expect(await read("../README.md")).toContain(routeTable())
})
