import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/**
 * What becomes of a statement on its way:
 * - `lost`: it does not reach the server, and the connection breaks
 * - `unanswered`: the server has carried it out and committed it, then the connection breaks: done, and nobody knows
 * - `silence`: as `unanswered`, but the connection stays as it is, and nothing ever comes (half-open)
 */
export type Fate = "lost" | "unanswered" | "silence"

/** A way to the server on which connections break. */
export interface Proxy {
  /** The server's connection string, by this way. */
  readonly url: string
  /** Lets this happen to the next statement that matches; whoever waits for `met` knows that it did. */
  strike(statement: RegExp, fate: Fate): { readonly met: Promise<void> }
  /** From now on nothing passes in either direction, and no connection breaks; new ones are taken and stay silent. */
  fallSilent(): void
  /** Breaks all connections, and takes no new one. */
  goAway(): Promise<void>
  /** Takes new connections, and lets them through. What was silent before stays so. */
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** The head of ReadyForQuery: before it, the server has not committed. */
const readyForQuery = "Z\0\0\0\u0005"

/** Longer than any statement, which may come in several pieces. */
const remembered = 100_000

export async function openProxy(serverUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let pending: { readonly statement: RegExp; readonly fate: Fate; readonly meet: () => void } | undefined
  let isSilent = false
  let lastPort = 0

  function pass(client: Socket): void {
    const server = connect(Number(port), hostname)
    let sent = ""
    let struck: Fate | undefined
    const breakOff = () => {
      for (const socket of [client, server]) socket.destroy()
    }
    // What was silent once is never heard of again.
    let isDeaf = isSilent
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on("error", breakOff).once("close", () => {
        sockets.delete(socket)
        if (!isDeaf && struck !== "silence") breakOff()
      })
    }
    client.on("data", (bytes) => {
      isDeaf ||= isSilent
      if (isDeaf || struck !== undefined) return
      sent = (sent + bytes.toString("latin1")).slice(-remembered)
      if (pending?.statement.test(sent) === true) {
        const { fate, meet } = pending
        pending = undefined
        meet()
        struck = fate
        if (fate === "lost") return breakOff()
      }
      server.write(bytes)
    })
    let answered = ""
    server.on("data", (bytes) => {
      isDeaf ||= isSilent
      if (isDeaf) return
      if (struck === undefined) {
        sent = ""
        client.write(bytes)
        return
      }
      answered += bytes.toString("latin1")
      if (struck === "unanswered" && answered.includes(readyForQuery)) breakOff()
    })
  }

  const server = createServer(pass)
  const listen = async (on: number) => {
    server.listen(on, "127.0.0.1")
    await once(server, "listening")
    lastPort = (server.address() as AddressInfo).port
  }
  const goAway = async () => {
    const closed = server.listening ? once(server, "close") : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  return {
    url: Object.assign(new URL(serverUrl), { host: `127.0.0.1:${lastPort}` }).href,
    strike(statement, fate) {
      return {
        met: new Promise((meet) => {
          pending = { statement, fate, meet }
        }),
      }
    },
    fallSilent() {
      isSilent = true
    },
    goAway,
    async comeBack() {
      isSilent = false
      if (!server.listening) await listen(lastPort)
    },
    close: goAway,
  }
}
