import { checkBasePath } from "../check-options.js"
import { routeOf } from "../routes/routes.js"
import { componentsOf, type DocumentedRoute } from "./components.js"
import { type OpenApiOperation, operationOf } from "./operation-of.js"
import { operations } from "./operations/operations.js"
import { headers, responsesOf } from "./responses.js"

/** What {@link openApi} is given. */
export interface OpenApiOptions {
  /** Where the handler is mounted, as in `createHandler`. Default: `/muster`. */
  readonly basePath?: string | undefined
  /** What the document calls the API. Default: `Two-factor sign-in`. */
  readonly title?: string | undefined
  /** The version of your API. Default: `1.0.0`. */
  readonly version?: string | undefined
  /** Where the API is found. Default: where the document is. */
  readonly servers?: readonly { readonly url: string; readonly description?: string }[] | undefined
  /** Whether the routes for admins are listed: not, where `host.authorizeAdmin` is left out. Default: true. */
  readonly admin?: boolean | undefined
  /**
   * JSON Schema of what `host.verifyPrimary` reads beside `client`, such as an address and a password. Default:
   * anything.
   */
  readonly credentials?: object | undefined
  /** JSON Schema of what `host.signedIn` returns as `body`. Default: anything. */
  readonly session?: object | undefined
  /**
   * Security scheme of your session, such as `{ type: "apiKey", in: "cookie", name: "sid" }`. Default: it is told in
   * words.
   */
  readonly sessionScheme?: object | undefined
}

/** An OpenAPI document as far as its form is fixed here; it is plain JSON. */
export interface OpenApiDocument {
  /** The version of the specification. */
  readonly openapi: "3.1.1"
  /** What the API is called, and its version. */
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  /** Where the API is found. */
  readonly servers?: readonly { readonly url: string; readonly description?: string }[]
  /** What there is to ask for, by path. */
  readonly paths: Readonly<Record<string, { readonly post: OpenApiOperation }>>
  /** What the operations refer to. */
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>
    readonly responses: Readonly<Record<string, object>>
    readonly headers: Readonly<Record<string, object>>
    readonly parameters: Readonly<Record<string, object>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

/**
 * Describes the routes of `createHandler` as an OpenAPI 3.1 document: the body of each as it is checked, and each
 * answer by its status and kind. Change what it returns as you like: each call makes another one.
 *
 * It lists what this release answers. A newer one may add members, kinds, and codes of reasons and events, so generate
 * clients that take what they do not know.
 *
 * @throws ERR_CONFIGURATION with the field `basePath`
 *
 * @example
 * ```ts
 * const document = openApi({
 *   credentials: { type: "object", required: ["email", "password"] },
 *   sessionScheme: { type: "apiKey", in: "cookie", name: "sid" },
 * })
 * ```
 */
export function openApi(options: OpenApiOptions = {}): OpenApiDocument {
  const { basePath = "/muster", servers, sessionScheme } = options
  checkBasePath(basePath)
  const documented = documentedRoutes(options)
  const components = componentsOf(documented)
  const responses = responsesOf(documented, components)
  const paths = documented.map(
    (each) =>
      [
        `${basePath}${each.path}`,
        { post: operationOf(each, components, responses, sessionScheme !== undefined) },
      ] as const,
  )
  return {
    openapi: "3.1.1",
    info: { title: options.title ?? "Two-factor sign-in", version: options.version ?? "1.0.0", description },
    ...(servers === undefined ? {} : { servers }),
    paths: Object.fromEntries(paths),
    components: {
      schemas: withHostsParts(components.schemas, options),
      responses: responses.components,
      headers: structuredClone(headers),
      parameters: { MusterTicket: ticketHeader },
      securitySchemes: {
        ticket: { type: "apiKey", in: "cookie", name: "__Host-muster-ticket" },
        ...(sessionScheme === undefined ? {} : { session: sessionScheme }),
      },
    },
  }
}

function documentedRoutes({ admin = true }: OpenApiOptions): readonly DocumentedRoute[] {
  return [...routeOf]
    .map(([path, route]) => ({ path, route, operation: operations[path as keyof typeof operations] }))
    .filter(({ route }) => admin || route.needs !== "admin")
}

function withHostsParts(
  schemas: Readonly<Record<string, object>>,
  { credentials, session }: OpenApiOptions,
): Readonly<Record<string, object>> {
  const { SignInBody, SignedIn, ...others } = schemas as Readonly<Record<string, object>> & {
    readonly SignedIn: { readonly properties: object }
  }
  return {
    ...others,
    SignInBody: credentials === undefined ? (SignInBody ?? {}) : { allOf: [SignInBody, credentials] },
    SignedIn: session === undefined ? SignedIn : { ...SignedIn, properties: { ...SignedIn.properties, session } },
  }
}

const description = [
  "Switch on `kind`: it is stable, and each answer has one. From status 400 on the body is a problem document (RFC 9457) with it.",
  "Instants are milliseconds since 1970-01-01 00:00 UTC. Nothing that is answered may be stored by a cache.",
].join(" ")

const ticketHeader = {
  name: "Muster-Ticket",
  in: "header",
  description: "Keeps the ticket in a cookie that no script can read, in place of the JSON. For pages.",
  schema: { type: "string", enum: ["cookie"] },
}
