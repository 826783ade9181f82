import { createServer } from "node:http"
import { getRequestListener } from "@hono/node-server"
import type { Handler } from "@muster/http"
import express from "express"
import { fastify } from "fastify"
import { Hono } from "hono"
import { serve } from "../serve.js"
import { mountOnExpress } from "./express.js"
import { mountOnFastify } from "./fastify.js"
import { mountOnHono } from "./hono.js"

/** A framework with the handler mounted, on a port of this machine. */
export interface FrameworkServer {
  readonly name: string
  /** How many bytes the framework hands on. */
  readonly reads: number
  /** Whether the framework reads JSON before the handler does, and has words of its own for what is none. */
  readonly parses: boolean
  readonly open: (handler: Handler) => Promise<number>
}

export const servers: readonly FrameworkServer[] = [
  {
    name: "Hono",
    reads: Number.POSITIVE_INFINITY,
    parses: false,
    open: (handler) => {
      const app = new Hono()
      mountOnHono(app, handler)
      return serve(createServer(getRequestListener(app.fetch)))
    },
  },
  {
    name: "Hono, after middleware that reads the body",
    reads: Number.POSITIVE_INFINITY,
    parses: false,
    open: (handler) => {
      // By itself Hono writes to the console when the middleware fails because the client has gone.
      const app = new Hono().onError((_error, { body }) => body(null, 500))
      app.use(async ({ req }, next) => {
        await req.text()
        await next()
      })
      mountOnHono(app, handler)
      return serve(createServer(getRequestListener(app.fetch)))
    },
  },
  {
    name: "Express",
    reads: Number.POSITIVE_INFINITY,
    parses: false,
    open: (handler) => {
      const app = express()
      mountOnExpress(app, handler)
      return serve(createServer(app))
    },
  },
  {
    name: "Express, after express.json()",
    reads: 100 * 1024,
    parses: true,
    open: (handler) => {
      const app = express().use(express.json())
      mountOnExpress(app, handler)
      return serve(createServer(app))
    },
  },
  {
    name: "Fastify, which parses",
    reads: 1024 * 1024,
    parses: true,
    open: async (handler) => {
      const app = fastify()
      mountOnFastify(app, handler)
      await app.ready()
      return serve(app.server)
    },
  },
  {
    name: "Fastify, without its parser",
    reads: Number.POSITIVE_INFINITY,
    parses: false,
    open: async (handler) => {
      const app = fastify()
      app.removeAllContentTypeParsers()
      app.addContentTypeParser("*", (_request, _payload, done) => done(null))
      mountOnFastify(app, handler)
      await app.ready()
      return serve(app.server)
    },
  },
]
