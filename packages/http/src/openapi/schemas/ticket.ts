import * as z from "zod"

/** Stands in the JSON unless the request says `Muster-Ticket: cookie`. */
export const ticket = z.string().exactOptional()
