import { Readable } from "node:stream"
import type { Handler } from "../create-handler.js"
import { refuse } from "../request-problem.js"

/** What this package uses of `IncomingMessage`, so that its types need none of Node's. */
export interface NodeRequest {
  /** The verb. */
  readonly method?: string | undefined
  /** The path, with the query. */
  readonly url?: string | undefined
  /** The whole path, where a framework has cut `url` to what lies below a mount. */
  readonly originalUrl?: string | undefined
  /** Headers by name. */
  readonly headers: { readonly host?: string | undefined }
  /** Headers by name, each line by itself. */
  readonly headersDistinct: { readonly [name: string]: readonly string[] | undefined }
  /** What a body parser has read. */
  readonly body?: unknown
  /** Whether somebody has read the body to its end. */
  readonly readableEnded: boolean
}

/** What this package uses of `ServerResponse`. */
export interface NodeResponse {
  /** The status to send. */
  statusCode: number
  /** Sets a header, in place of one of that name. */
  setHeader(name: string, value: string): unknown
  /** Adds a line to a header. */
  appendHeader(name: string, value: string): unknown
  /** Sends the body and ends. */
  end(body: Uint8Array): unknown
}

/** What `node:http`, Express, Connect and their like call for a request. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>

const messages = new WeakMap<Request, NodeRequest>()

/**
 * Finds what Node or the framework made of a request, such as Express' `req` with its session.
 *
 * @returns `undefined` for a request that {@link toNodeHandler} did not make
 *
 * @example
 * ```ts
 * const { session } = nodeRequest(request) as ExpressRequest
 * ```
 */
export function nodeRequest(request: Request): NodeRequest | undefined {
  return messages.get(request)
}

/**
 * Lets a handler answer requests of `node:http`. Mount it where you like: the path is the one that the client asked
 * for. A body that a parser before it has read is used; headers that middleware has set stay.
 *
 * @example
 * ```ts
 * app.use("/muster", toNodeHandler(createHandler({ muster, host })))
 * ```
 */
export function toNodeHandler(handler: Handler): NodeHandler {
  return async (incoming, outgoing) => {
    const response = await answerNodeRequest(handler, incoming)
    const body = new Uint8Array(await response.arrayBuffer())
    outgoing.statusCode = response.status
    for (const [name, value] of response.headers) {
      if (name === "set-cookie") outgoing.appendHeader(name, value)
      else outgoing.setHeader(name, value)
    }
    outgoing.setHeader("Content-Length", String(body.byteLength))
    outgoing.end(body)
  }
}

/**
 * Lets a handler answer a request of `node:http`, for frameworks that send a `Response` themselves, such as Fastify. In
 * others `toNodeHandler` does both.
 *
 * @example
 * ```ts
 * const incoming = Object.assign(request.raw, { body: request.body })
 * return reply.send(await answerNodeRequest(handler, incoming))
 * ```
 */
export async function answerNodeRequest(handler: Handler, incoming: NodeRequest): Promise<Response> {
  // A `Request` cannot be one.
  if (incoming.method === "TRACE") return refuse("method-not-allowed", { headers: { Allow: "POST" } })
  const request = toRequest(incoming)
  if (request === undefined) return refuse("invalid-request", { field: "Host" })
  const response = await handler(request, incoming.body)
  // What is left of a body that was too large is not read: the connection cannot be used for another request.
  if (response.status === 413) response.headers.set("Connection", "close")
  return response
}

/** A name or an address, with a port at most: anything else would move the path. */
const hostname = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/** `undefined`: no address can be made of what was sent. */
function toRequest(incoming: NodeRequest): Request | undefined {
  const { method = "GET", headers } = incoming
  // A stream that a body parser has read to its end cannot be read again.
  const hasBody = method !== "GET" && method !== "HEAD" && !incoming.readableEnded
  const host = headers.host ?? "localhost"
  const path = incoming.originalUrl ?? incoming.url ?? "/"
  // Put together as text: resolved against the host, a path such as //other/path would be another host's.
  if (!hostname.test(host) || !path.startsWith("/")) return undefined
  try {
    const request = new Request(`http://${host}${path}`, {
      method,
      headers: headersOf(incoming),
      ...(hasBody ? { body: Readable.toWeb(incoming as Readable & NodeRequest), duplex: "half" } : {}),
    } as RequestInit)
    messages.set(request, incoming)
    return request
  } catch {
    return undefined
  }
}

function headersOf({ headersDistinct }: NodeRequest): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  return headers
}
