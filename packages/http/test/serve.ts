import { once } from "node:events"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

const open: Server[] = []

/** Listens on a free port of this machine. */
export async function serve(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1")
  open.push(server)
  await once(server, "listening")
  return (server.address() as AddressInfo).port
}

/** Ends every server that was opened, and what hangs on it. */
export async function closeAll(): Promise<void> {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
