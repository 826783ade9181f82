/**
 * Muster over HTTP, for users and for admins: {@link createHandler} makes one handler of Web standards over the
 * services of `@muster/sdk`.
 *
 * @module
 */
export { createHandler, type Handler, type HandlerOptions } from "./create-handler.js"
export type {
  AdminActor,
  AdminCall,
  HostSession,
  HttpHost,
  PrimaryPassed,
  SessionAnswer,
  TransactionCall,
} from "./host.js"
export type { Problem } from "./problem.js"
export type { AdminAction } from "./routes/verbs.js"
