import type { Handler } from "@muster/http"
import { answerNodeRequest, nodeRequest } from "@muster/http/node"
import type { FastifyInstance, FastifyRequest } from "fastify"

/** Mounts the handler; what plugins put on the reply, such as the cookie of a session, goes out with it. */
export function mountOnFastify(app: FastifyInstance, handler: Handler): void {
  app.all("/muster/*", async (request, reply) => {
    const incoming = Object.assign(request.raw, { body: request.body, fastify: request })
    return reply.send(await answerNodeRequest(handler, incoming))
  })
}

/** Fastify's request, with its session, for the functions of `host`. */
export function fastifyRequest(request: Request): FastifyRequest | undefined {
  return (nodeRequest(request) as { readonly fastify?: FastifyRequest } | undefined)?.fastify
}
