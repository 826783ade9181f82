import { plainJson } from "./plain-json.js"
import type { RequestProblem } from "./statuses.js"

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
export async function readBody(request: Request, parsedBody: unknown, mostBytes: number): Promise<ReadBody> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase()
  if (mediaType !== "application/json") return { kind: "refused", problem: "unsupported-media-type" }
  if (parsedBody !== undefined) return objectOrRefused(parsedBody, mostBytes)
  if (Number(request.headers.get("content-length")) > mostBytes) return { kind: "refused", problem: "body-too-large" }
  try {
    const bytes = await readBytes(request.body?.getReader(), mostBytes)
    if (bytes === null) return { kind: "refused", problem: "body-too-large" }
    return objectOrRefused(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), mostBytes)
  } catch {
    // Or the client has gone away in the middle, which no log needs to hear.
    return { kind: "refused", problem: "malformed-json" }
  }
}

function objectOrRefused(given: unknown, mostBytes: number): ReadBody {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { kind: "refused", problem: "malformed-json" }
  }
  const read = plainJson(given, mostBytes)
  return read.kind === "refused" ? read : { kind: "read", body: read.value as Readonly<Record<string, unknown>> }
}

/** `null`: there are too many, whatever Content-Length said. */
async function readBytes(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > mostBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  return joined(chunks, length)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
