/**
 * The routes of `createHandler` as an OpenAPI document: {@link openApi}. An entry of its own, since an application that
 * only mounts the handler need not load what describes it.
 *
 * @module
 */
export { type OpenApiDocument, type OpenApiOptions, openApi } from "./open-api.js"
export type { OpenApiOperation } from "./operation-of.js"
