import { before } from "./chapters/0-before.js"
import { enable } from "./chapters/1-enable.js"
import { emailCode } from "./chapters/2-email-code.js"
import { authenticator } from "./chapters/3-authenticator.js"
import { codes } from "./chapters/4-codes.js"
import { clients } from "./chapters/5-clients.js"
import { forcedLogout } from "./chapters/6-forced-logout.js"
import { lostPhone } from "./chapters/7-lost-phone.js"
import { openWorld } from "./parts/world.js"

const unknown = process.argv.slice(2).filter((argument) => argument !== "--postgres")
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(" ")}. The demo takes --postgres, or nothing.`)
  process.exit(2)
}
const kind = process.argv.includes("--postgres") ? "postgres" : "memory"
console.log(`Muster, the whole story on real parts (store: ${kind})`)

const world = await openWorld(kind)
try {
  const sessions = await before(world)
  await enable(world, sessions.olivia)
  const ticket = await emailCode(world)
  const phone = await authenticator(world, ticket)
  const recoveryCodes = await codes(world, ticket, phone)
  await clients(world)
  await forcedLogout(world, sessions)
  await lostPhone(world, phone, recoveryCodes)
  console.log("\nThe story holds.")
} finally {
  await world.close()
}
