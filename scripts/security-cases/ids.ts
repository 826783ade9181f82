const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`)

/** The rows that the page has to have, in order: requirements, abuse cases and faults. */
export const ids: readonly string[] = [...numbered("R", 60), ...numbered("A", 67), ...numbered("F", 42)]
