import type { RequestProblem } from "./statuses.js"

const mostBytes = 16_384

/** A JSON object, or why there is none. */
export type ReadBody =
  | { readonly kind: "read"; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "refused"
      readonly problem: Extract<RequestProblem, "unsupported-media-type" | "body-too-large" | "malformed-json">
    }

/**
 * Reads the body of a request, or takes the one that a framework has read. The media type is asked for either way: a
 * form, which another site's page can send without asking, is not JSON.
 */
export async function readBody(request: Request, parsedBody: unknown): Promise<ReadBody> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase()
  if (mediaType !== "application/json") return { kind: "refused", problem: "unsupported-media-type" }
  if (parsedBody !== undefined) return objectOrRefused(parsedBody)
  if (Number(request.headers.get("content-length")) > mostBytes) return { kind: "refused", problem: "body-too-large" }
  const reader = request.body?.getReader()
  try {
    const bytes = await readBytes(reader)
    if (bytes === null) return { kind: "refused", problem: "body-too-large" }
    return objectOrRefused(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), withoutPrototypes))
  } catch {
    // Or the client has gone away in the middle, which no log needs to hear.
    return { kind: "refused", problem: "malformed-json" }
  }
}

function objectOrRefused(value: unknown): ReadBody {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "refused", problem: "malformed-json" }
  }
  return { kind: "read", body: value as Readonly<Record<string, unknown>> }
}

/** The host gets the body as it is; a copy that it makes of this key would have a prototype that the client chose. */
const withoutPrototypes = (key: string, value: unknown) => (key === "__proto__" ? undefined : value)

/** `null`: there are too many, whatever Content-Length said. */
async function readBytes(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(mostBytes)
  let length = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    if (length + value.byteLength > mostBytes) {
      await reader.cancel()
      return null
    }
    bytes.set(value, length)
    length += value.byteLength
  }
  return bytes.subarray(0, length)
}
