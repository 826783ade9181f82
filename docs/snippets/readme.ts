import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { createMuster, expectKind } from "@muster/sdk"

const mailer = memoryMailer()
const muster = createMuster({ store: memoryStore(), mailer, keys: ephemeralKeys(), issuer: "Acme Support" })
await muster.accounts.enable({ accountId: "acme", actor: { system: "set-up" } })

// Your code has just checked Ann's password. Muster says what comes next.
const ann = {
  accountId: "acme",
  user: { id: "ann", email: "ann@acme.example" },
  client: { platform: "web" },
  primary: "password",
} as const
const enroll = expectKind(await muster.signIn.begin(ann), "enroll")
await muster.enrollment.sendEmailCode({ ticket: enroll.ticket })
const code = mailer.lastCodeTo("ann@acme.example")
const { ticket } = expectKind(
  await muster.enrollment.verifyEmailCode({ ticket: enroll.ticket, code }),
  "email-verified",
)
const key = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
const app = authenticator(key.otpauthUri)
const { recoveryCodes } = expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")

// From now on the password alone is not enough.
const challenge = expectKind(await muster.signIn.begin(ann), "challenge")
const done = expectKind(await muster.signIn.verify({ ticket: challenge.ticket, code: app.nextCode() }), "signed-in")
// Keep the assurance in your session.
console.log(key.setupKey.groups.join(" "), recoveryCodes.length, done.assurance.amr)
