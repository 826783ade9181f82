import { memoryMailBudget, memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { createMuster, expectKind } from "@muster/sdk"

const mailer = memoryMailer()
const muster = createMuster({
  store: memoryStore(),
  mailer,
  mailBudget: memoryMailBudget(),
  keys: ephemeralKeys(),
  issuer: "Acme Support",
})

const user = { id: "ann", email: "ann@acme.example" }
await muster.accounts.enable({ accountId: "acme", actor: { system: "set-up" } })
const next = await muster.signIn.begin({ accountId: "acme", user, client: { platform: "web" }, primary: "password" })
const { ticket } = expectKind(next, "enroll")
await muster.enrollment.sendEmailCode({ ticket })
console.log(`Ann reads her mail and types ${mailer.lastCodeTo(user.email)}.`)
