import type { MessageOf } from "./messages/message-of.js"

/** Says who did something. Nobody is named: an id says nothing to whoever reads it, and is a text of somebody else's choice. */
export function actorOf(by: MessageOf<"factor-reset">["by"], issuer: string): string {
  return "userId" in by ? "An administrator" : issuer
}
