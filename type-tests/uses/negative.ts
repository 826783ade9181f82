import { type Assurance, expectKind, type Muster } from "@muster/sdk"

declare const muster: Muster
// @ts-expect-error an assurance cannot be made by hand
export const forged: Assurance = {
  v: 1,
  accountId: "a",
  userId: "u",
  method: "totp",
  amr: ["otp"],
  signedInAt: 0,
  epoch: 0,
}
const r = await muster.signIn.verify({ ticket: "t", code: "1" })
// @ts-expect-error only "signed-in" carries it
r.assurance
// @ts-expect-error not a kind of this call
expectKind(r, "enroll")
// @ts-expect-error `kind` forgotten: throttled, locked, busy, ticket-rejected, update-client
export const f = (): number => {
  switch (r.kind) {
    case "signed-in":
      return 1
    case "wrong-code":
      return 2
  }
}
// @ts-expect-error an account cannot inherit
muster.accounts.setUpdates({ accountId: "a", actor: { system: "b" }, updates: { mode: "inherit" } })
// @ts-expect-error an override needs a reason
muster.accounts.enable({ accountId: "a", actor: { system: "b" }, override: {} })
