import { once } from "node:events"
import { request } from "node:http"
import { text } from "node:stream/consumers"

/** What came back, with each `Set-Cookie` line as it was sent. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly setCookies: readonly string[]
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it is not
  readonly body: any
}

/** Keeps cookies as a browser does, and sends exactly the headers that it is told to. */
export interface Client {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Headers): Promise<Reply>
  post(path: string, body: unknown, headers?: Headers): Promise<Reply>
}

type Headers = Readonly<Record<string, string>>

export function client(port: number): Client {
  const cookies = new Map<string, string>()

  const send = async (method: string, path: string, body: string | undefined, headers: Headers): Promise<Reply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const sent = request({
      port,
      host: "127.0.0.1",
      method,
      path,
      headers: { ...(cookie === "" ? {} : { Cookie: cookie }), ...headers },
    })
    sent.end(body)
    const [response] = await once(sent, "response")
    // From the raw lines: a map of headers would hide a second cookie.
    const raw: readonly string[] = response.rawHeaders
    const setCookies = raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === "set-cookie")
    for (const line of setCookies) keep(cookies, line)
    const content = await text(response)
    const isJson = /json/.test(String(response.headers["content-type"]))
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      setCookies,
      text: content,
      body: isJson ? JSON.parse(content) : undefined,
    }
  }
  return {
    cookies,
    get: (path, headers = {}) => send("GET", path, undefined, headers),
    post: (path, body, headers = {}) =>
      send("POST", path, JSON.stringify(body), { "Content-Type": "application/json", ...headers }),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";")
  const [name = "", ...value] = pair.split("=")
  if (attributes.some((attribute) => attribute.trim() === "Max-Age=0")) cookies.delete(name)
  else cookies.set(name, value.join("="))
}
