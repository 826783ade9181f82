import { expect, test } from "vitest"
import { routes as served } from "../routes/routes.js"
import { statuses } from "../statuses.js"
import { routes } from "./routes.js"
import type { RefusalKind } from "./seen.js"

const asked = Object.values(routes).map(({ path }) => path)

test("the client asks for every route of a user, once, and for none of an admin", () => {
  const ofUsers = Object.keys(served).filter((path) => !path.startsWith("/admin/"))
  expect([...asked].sort()).toEqual([...ofUsers].sort())
})

test("an answer has words in its type where the server sends it as a problem document, and nowhere else", () => {
  const refusals: { readonly [Kind in RefusalKind]: true } = {
    "wrong-credentials": true,
    "not-signed-in": true,
    "ticket-rejected": true,
    "session-ended": true,
    "proof-needed": true,
    "admin-only": true,
    "wrong-step": true,
    "not-enrolled": true,
    "already-enrolled": true,
    "no-email": true,
    superseded: true,
    refused: true,
    "wrong-code": true,
    "update-client": true,
    throttled: true,
    locked: true,
    busy: true,
  }
  const kinds = new Set(Object.values(routes).flatMap(({ kinds }) => Object.keys(kinds) as (keyof typeof statuses)[]))
  expect([...kinds].filter((kind) => statuses[kind] >= 400).sort()).toEqual(Object.keys(refusals).sort())
})
