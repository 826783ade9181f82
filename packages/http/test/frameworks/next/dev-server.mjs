// Next for the app in a folder, until standard input ends; says the port.
import { createServer } from "node:http"
import next from "next"

const app = next({ dev: true, turbopack: true, quiet: true, dir: process.argv[2] })
await app.prepare()
const handle = app.getRequestHandler()
const server = createServer((request, response) => handle(request, response))
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`))
process.stdin.on("end", () => process.exit()).resume()
