import { handler } from "../../../muster.js"

// The request and nothing else: as its second argument Next passes something of its own.
export const POST = (request: Request): Promise<Response> => handler(request)
