/**
 * The handler of `@muster/http` on `node:http`, and so in Express and whatever else is built on it: {@link
 * toNodeHandler}.
 *
 * @module
 */
export {
  answerNodeRequest,
  type NodeHandler,
  type NodeRequest,
  type NodeResponse,
  nodeRequest,
  toNodeHandler,
} from "./to-node-handler.js"
