import { fileURLToPath } from "node:url"
import { createContext, runInContext } from "node:vm"
import { brotliCompressSync } from "node:zlib"
import { build } from "esbuild"
import { expect, test } from "vitest"
import type * as client from "./index.js"

/** What an app gets: everything that the entry point exports, and whatever that needs. */
const bundled = build({
  entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  globalName: "muster",
  platform: "neutral",
  target: "es2022",
  conditions: ["@muster/source"],
})
const codeOf = async () => (await bundled).outputFiles[0]?.text ?? ""

test("an app that uses the client gets its own files and nothing else: no zod, no other package, nothing of Node's", async () => {
  const { metafile } = await bundled
  const foreign = Object.keys(metafile.inputs).filter((file) => !/(^|\/)src\/client\/[\w-]+\.ts$/.test(file))
  expect(foreign).toEqual([])
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
})

test("the client is 9 KB minified and 3.2 KB over the wire, at most", async () => {
  const code = await codeOf()
  expect(code.length).toBeLessThan(9000)
  expect(brotliCompressSync(code).byteLength).toBeLessThan(3200)
})

/** The client on a platform that has these globals and those of the language. */
async function onPlatform(globals: object): Promise<typeof client> {
  const context = createContext(globals)
  runInContext(await codeOf(), context)
  return (context as unknown as { readonly muster: typeof client }).muster
}

/** As in React Native: a response has its text, and nothing else can be read. */
const textOnly = (body: object) => ({
  status: 200,
  headers: { get: (name: string) => (name === "content-type" ? "application/json" : null) },
  text: async () => JSON.stringify(body),
})
const phone = { baseUrl: "https://acme.example/muster", client: { platform: "ios" } } as const

test("it runs where there is nothing but fetch, AbortController and timers; without chance no try is named or repeated", async () => {
  const bodies: unknown[] = []
  const fetch = async (_url: string, { body }: { readonly body: string }) => {
    bodies.push(JSON.parse(body))
    if (bodies.length === 1) return textOnly({ kind: "signed-in", session: { token: "t" } })
    throw new TypeError("Network request failed")
  }
  const { createClient } = await onPlatform({ fetch, AbortController, setTimeout, clearTimeout })
  const api = createClient(phone)
  expect(await api.verify({ ticket: "a", code: "123456" })).toMatchObject({ session: { token: "t" } })
  await expect(api.verify({ ticket: "a", code: "123456" })).rejects.toMatchObject({ code: "ERR_UNREACHABLE" })
  expect(bodies).toEqual([
    { ticket: "a", code: "123456" },
    { ticket: "a", code: "123456" },
  ])
})

test("where there is only a source of random bytes, as in a page over plain HTTP, a try is named by them", async () => {
  const names: string[] = []
  const fetch = async (_url: string, { body }: { readonly body: string }) => {
    names.push(JSON.parse(body).attemptId)
    return textOnly({ kind: "signed-in", session: null })
  }
  const bytes = { getRandomValues: crypto.getRandomValues.bind(crypto) }
  const globals = { fetch, AbortController, setTimeout, clearTimeout, crypto: bytes, Uint8Array }
  const api = (await onPlatform(globals)).createClient(phone)
  for (let tries = 0; tries < 2; tries++) await api.verify({ ticket: "a", code: "123456" })
  expect(names[0]).toMatch(/^[\da-f]{32}$/)
  expect(names[1]).not.toBe(names[0])
})

test("a platform without fetch is named at once", async () => {
  const { createClient } = await onPlatform({ AbortController, setTimeout, clearTimeout })
  expect(() => createClient(phone)).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field: "fetch" }))
})
