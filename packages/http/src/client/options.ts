import type { Client } from "@muster/policy"
import { MusterClientError } from "./client-error.js"

/** What the client asks `fetch` for. */
export interface FetchRequest {
  /** All of Muster's routes are asked by it. */
  readonly method: "POST"
  /** By names in lower case. */
  readonly headers: Record<string, string>
  /** JSON. */
  readonly body: string
  /** Ends the request with the call. */
  readonly signal: AbortSignal
  /** No redirect is followed: credentials and codes are for the server that was named. */
  readonly redirect: "manual"
  /** As in the options of the client; left out where they do not say. */
  readonly credentials?: "omit" | "same-origin" | "include"
}

/** What the client reads of a response. */
export interface FetchResponse {
  /** 200 to 599. */
  readonly status: number
  /** Of its headers. */
  readonly headers: {
    /** Finds a header by its name, in any case; `null`: there is none. */
    get(name: string): string | null
  }
  /** Where it can be read in pieces, an answer that does not end is cut off; not so in React Native. */
  readonly body?: unknown
  /** Reads it whole. */
  text(): Promise<string>
}

/** As much of `fetch` as is needed: that of any platform is one, and so is a function that calls a handler. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>

/** Headers by name. */
export type ClientHeaders = Readonly<Record<string, string>>

/** What `createClient` is given. */
export interface ClientOptions {
  /** Where the handler is mounted, such as `https://acme.example/muster`; in a page also a path, such as `/muster`. */
  readonly baseUrl: string
  /** What signs in: the platform and the build of this app. */
  readonly client: Client
  /** Headers of every request, such as the token of the host's session; asked anew for each call. */
  readonly headers?: ClientHeaders | (() => ClientHeaders | Promise<ClientHeaders>) | undefined
  /** As in `fetch`: `include` where a page asks another origin that keeps its session in a cookie. Default: that of `fetch`. */
  readonly credentials?: "omit" | "same-origin" | "include" | undefined
  /** How long a call may take, up to the end of its answer, its repetition included. Above 0, to 600. Default: 10. */
  readonly timeoutSeconds?: number | undefined
  /** In place of the platform's `fetch`, for tests, for a proxy, or for a server that calls its own handler. */
  readonly fetch?: Fetch | undefined
}

/** Names the first option that cannot work. A page has a base of its own to complete a path with; nobody else does. */
export function checkOptions({ baseUrl, client, timeoutSeconds = 10, ...options }: ClientOptions): void {
  const fault = (field: string, what: string) =>
    new MusterClientError("ERR_CONFIGURATION", `${field}: ${what}`, { field })
  if (!/^(https?:\/\/[^\s/?#]+)?(\/[^\s/?#]+)*$/.test(baseUrl))
    throw fault("baseUrl", "not such as https://acme.example/muster")
  if (typeof client?.platform !== "string") throw fault("client.platform", "not a platform such as ios")
  if (!(timeoutSeconds > 0 && timeoutSeconds <= 600)) throw fault("timeoutSeconds", "not above 0 and at most 600")
  if (typeof (options.fetch ?? globalThis.fetch) !== "function") throw fault("fetch", "there is none on this platform")
}
