import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, openWorld, system, web } from "../../test/world.js"
import { type Assurance, expectKind, type Muster } from "../index.js"

const ada = { id: "ada", email: "ada@acme.example" }

const call = { accountId, userId: "ada", actor: system, reason: "phone stolen" }
const losses = {
  "is reset": async ({ users }: Muster) => expectKind(await users.reset(call), "reset"),
  "removes the factor": async ({ factors }: Muster, assurance: Assurance) =>
    expectKind(await factors.remove({ assurance }), "removed"),
}

test.each(Object.entries(losses))(
  "an admin who %s while enabling an account that has no row yet does not enable it",
  async (_, lose) => {
    const first = openWorld()
    const { store, clock, muster } = first
    const { assurance } = expectKind(await first.begin(ada), "signed-in")
    const { ticket: begun } = expectKind(await muster.enrollment.begin({ assurance, user: ada, client: web }), "enroll")
    const code = await first.sendCode(begun, ada.email)
    const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: begun, code }), "email-verified")
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const app = authenticator(otpauthUri, clock)
    const enrolled = expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
    const actor = { assurance: expectKind(enrolled.next, "signed-in").assurance }
    expect((await muster.accounts.status({ accountId })).version).toBe(0)
    let reset = false
    const racing = openWorld({
      clock,
      store: {
        ...store,
        async saveAccount(...save) {
          if (!reset) {
            reset = true
            await lose(first.muster, actor.assurance)
          }
          return store.saveAccount(...save)
        },
      },
    })
    const answer = await racing.muster.accounts.enable({ accountId, actor })
    expect(answer).toMatchObject({ kind: "refused", reasons: [{ code: "assurance-invalid" }] })
    expect((await muster.accounts.status({ accountId })).twoFactor.kind).toBe("off")
  },
)
