import { lastCode } from "../../muster.js"

/** The mailbox of the user, for the test. */
export const GET = (): Response => new Response(lastCode())
