/** Answers that already a short run comes to. */
export const often: readonly string[] = []
/** Answers that take more histories. */
export const rare: readonly string[] = []
