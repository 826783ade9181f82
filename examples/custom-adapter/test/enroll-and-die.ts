import { accountId, openStory, otherThan } from "./story.js"

// A process that is killed after its last answer: nothing is closed, flushed or waited for.
const [url = "", key = ""] = process.argv.slice(2)
const { muster, clock, challenge, enroll } = await openStory(url, { key, at: "2026-11-24T09:00:00Z" })
const { app, otpauthUri } = await enroll()
const ticket = await challenge()
const spent = app.code()
const done = await muster.signIn.verify({ ticket, code: spent })
const wrong = await muster.signIn.verify({ ticket: await challenge(), code: otherThan(spent) })
const events = await muster.accounts.events({ accountId })
const told = { otpauthUri, spent, done, wrong, events, at: clock.now() }
process.stdout.write(JSON.stringify(told), () => process.kill(process.pid, "SIGKILL"))
