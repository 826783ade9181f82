/** From when on mail that waits can be buried: whoever has claimed it keeps it until the lease ends. An index has the same. */
export const buriedFrom = "greatest(available_at, expires_at)"

/** From when on dead mail has been of no use. An index has the same. */
export const uselessFrom = "least(due_at, expires_at)"
