import { isMusterError } from "@muster/core"

/** What a caller gets while there is no store: typed, and worth another try. */
export const unavailable = (error: unknown) => isMusterError(error, "ERR_STORE_UNAVAILABLE") && error.retryable
