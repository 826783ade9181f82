import type { Fetch } from "../src/client/index.js"

/** A `fetch` that keeps cookies as a platform does, and where a page is named, says what its browser says of it. */
export interface FetchOfPlatform extends Fetch {
  /** The cookies by name. */
  readonly cookies: Map<string, string>
  /** Every line that has set one. */
  readonly setCookies: string[]
}

/** Gives a `fetch` the cookies and, for the page of an origin, the headers that no script can set. */
export function fetchOf(send: (url: string, init: RequestInit) => Promise<Response>, page?: string): FetchOfPlatform {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []
  const keep = (line: string) => {
    setCookies.push(line)
    const [pair = "", ...attributes] = line.split(/;\s*/)
    const [name = "", value = ""] = pair.split(/=(.*)/s)
    if (attributes.includes("Max-Age=0")) cookies.delete(name)
    else cookies.set(name, value)
  }
  const browser = page === undefined ? {} : { origin: page, "sec-fetch-site": "same-origin" }
  const ask: Fetch = async (url, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const headers = { ...init.headers, ...browser, ...(cookie === "" ? {} : { cookie }) }
    const response = await send(url, { ...init, headers })
    response.headers.getSetCookie().forEach(keep)
    return response
  }
  return Object.assign(ask, { cookies, setCookies })
}
