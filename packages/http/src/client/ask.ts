import { MusterClientError } from "./client-error.js"
import { type Deadline, openDeadline } from "./deadline.js"
import type { ClientOptions, Fetch, FetchRequest } from "./options.js"
import { type Reply, readAnswer } from "./read-answer.js"
import { readText } from "./read-text.js"
import type { Route } from "./routes.js"
import type { TicketTravel } from "./seen.js"

/** What every call of one client is made with. */
export interface AskSettings extends Omit<ClientOptions, "client"> {
  readonly tickets: TicketTravel
}

/** One call. */
export interface Asked {
  readonly route: Route
  readonly body: object
  /** The name of the try. With it the same request may be sent again; without it never. */
  readonly attemptId?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Makes a call and answers what the server did; whatever is no such answer is thrown. */
export async function ask(settings: AskSettings, asked: Asked): Promise<object> {
  const { route, attemptId } = asked
  const deadline = openDeadline(settings.timeoutSeconds ?? 10, asked.signal)
  try {
    // What the application's own function throws is thrown as it is.
    const request = await deadline.orEnd(requestOf(settings, asked, deadline.signal))
    return readAnswer(await exchange(settings, asked, request, deadline), route, attemptId)
  } catch (error) {
    if (!deadline.isTimeUp()) throw error
    throw new MusterClientError("ERR_TIMEOUT", `${route.path}: no answer in time`, { retryable: true, attemptId })
  } finally {
    deadline.close()
  }
}

async function requestOf(
  { headers, tickets, credentials }: AskSettings,
  { body, attemptId }: Asked,
  signal: AbortSignal,
): Promise<FetchRequest> {
  const given = typeof headers === "function" ? await headers() : (headers ?? {})
  return {
    method: "POST",
    headers: {
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
      accept: "application/json, application/problem+json",
      "content-type": "application/json",
      ...(tickets === "cookie" ? { "muster-ticket": "cookie" } : {}),
    },
    body: JSON.stringify({ ...body, attemptId }),
    signal,
    // Credentials and codes are for the server that was named and for no other. `error` is not known everywhere.
    redirect: "manual",
    // Some platforms know no cookies and throw at the word.
    ...(credentials === undefined ? {} : { credentials }),
  }
}

/**
 * Sends a request; when it or its answer is lost, and the try has a name, once more: a try that was accepted is answered as
 * it was, and one that was refused is another try.
 */
async function exchange(
  { baseUrl, fetch: given }: AskSettings,
  { route, attemptId }: Asked,
  request: FetchRequest,
  { orEnd, signal }: Deadline,
): Promise<Reply> {
  const send: Fetch = given ?? ((url, init) => fetch(url, init))
  const once = async (): Promise<Reply> => {
    const response = await send(baseUrl + route.path, request)
    return { response, text: await readText(response) }
  }
  try {
    return await orEnd(once()).catch((error) => {
      if (attemptId === undefined || signal.aborted) throw error
      return orEnd(once())
    })
  } catch (error) {
    if (signal.aborted) throw error
    const details = { retryable: true, attemptId, cause: error }
    throw new MusterClientError("ERR_UNREACHABLE", `${route.path}: the server could not be reached`, details)
  }
}
