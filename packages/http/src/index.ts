/**
 * Muster's sign-in and enrollment over HTTP: {@link createHandler} makes one handler of Web standards over the services
 * of
 * `@muster/sdk`.
 *
 * @module
 */
export { createHandler, type Handler, type HandlerOptions } from "./create-handler.js"
export type { HostSession, HttpHost, PrimaryPassed, SessionAnswer, TransactionCall } from "./host.js"
export type { Problem } from "./problem.js"
