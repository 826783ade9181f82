import { buildOtpauthUri, formatSetupKey, generateTotpSecret, verifyTotp } from "@muster/core"
import { qrTerminal } from "@muster/core/qr"
import { authenticator } from "@muster/core/testing"

const secret = generateTotpSecret()
const uri = buildOtpauthUri({ issuer: "Acme Support", label: "ann@acme.example", secret })
console.log(qrTerminal(uri), formatSetupKey(secret).groups.join(" "))

const code = authenticator(uri).code() // what Ann's phone shows
const first = verifyTotp({ secret, code, at: Date.now() })
if (first.kind !== "accepted") throw new Error(first.reason)
const again = verifyTotp({ secret, code, at: Date.now(), lastUsedStep: first.step })
console.log(first.kind, "then", again.kind) // accepted then rejected
