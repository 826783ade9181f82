import type { FetchResponse } from "./options.js"

/** Far above every answer of Muster; what the host adds to one is little. */
const mostCharacters = 1_000_000

interface Reader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<unknown>
}

/** Reads the text of a response; `null`: it is too long. Where a response can only be read whole it is read whole. */
export async function readText(response: FetchResponse): Promise<string | null> {
  if (Number(response.headers.get("content-length")) > mostCharacters) return null
  const body = response.body as { getReader?(): Reader } | null | undefined
  const reader = body?.getReader?.()
  if (reader === undefined) {
    const text = await response.text()
    return text.length > mostCharacters ? null : text
  }
  const decoder = new TextDecoder()
  let text = ""
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length > mostCharacters) {
      await reader.cancel()
      return null
    }
  }
}
