import { expect, test } from "vitest"
import { accountId, openWorld } from "../../sdk/test/world.js"
import { openApp, origin } from "../test/app.js"
import { recording } from "../test/recording.js"
import { routeOf } from "./routes/routes.js"

const evil = "https://evil.example"

test.each([
  ["another site's page", { "Sec-Fetch-Site": "cross-site", Origin: evil }],
  ["a page of another subdomain", { "Sec-Fetch-Site": "same-site", Origin: "https://blog.acme.example" }],
  ["a site's page that claims our origin", { "Sec-Fetch-Site": "cross-site", Origin: origin }],
  ["an old browser's page of another site", { Origin: evil }],
  ["a page of another port", { Origin: `${origin}:8443` }],
  ["a sandboxed page", { Origin: "null" }],
  ["two origins at once", { Origin: `${origin}, ${evil}` }],
])("%s is refused, and the password is not looked at", async (_, headers) => {
  let asked = 0
  const host = {
    verifyPrimary: async () => {
      asked += 1
      return null
    },
  }
  const reply = await openApp({ host }).passwordStep(headers)
  expect(reply).toMatchObject({ status: 403, body: { kind: "cross-origin" } })
  expect(asked).toBe(0)
})

test.each([
  ["a page of ours", { "Sec-Fetch-Site": "same-origin", Origin: origin }],
  ["an old browser's page of ours", { Origin: origin }],
  ["a page of ours behind a proxy that ends TLS", { Origin: "http://acme.example" }],
  ["an app that is no browser", {}],
])("%s is let through", async (_, headers) => {
  expect((await openApp().passwordStep(headers)).status).toBe(200)
})

test("another origin that the application trusts is let through, and no other", async () => {
  const { passwordStep } = openApp({ trustedOrigins: ["https://app.acme.example"] })
  const from = (page: string) => passwordStep({ "Sec-Fetch-Site": "same-site", Origin: page })
  expect((await from("https://app.acme.example")).status).toBe(200)
  expect((await from("https://app.acme.example.evil.example")).status).toBe(403)
})

test("on no route does a page of another origin ask the host or Muster anything, whatever cookies come along", async () => {
  const { muster, calls } = recording(openWorld().muster)
  let asked = 0
  const ask = async () => {
    asked += 1
    return null
  }
  const { post } = openApp({ recorded: muster, host: { verifyPrimary: ask, authenticate: ask, authorizeAdmin: ask } })
  for (const path of routeOf.keys()) {
    for (const headers of [{ Origin: evil }, { "Sec-Fetch-Site": "same-site" }, { "Sec-Fetch-Site": "cross-site" }]) {
      const reply = await post(path, { accountId }, { ...headers, Cookie: "sid=1; __Host-muster-ticket=mt1.x" })
      expect(reply, path).toMatchObject({ status: 403, body: { kind: "cross-origin" } })
    }
  }
  expect({ asked, calls }).toEqual({ asked: 0, calls: [] })
})
