/** What a function throws, to look at more than its message; `undefined` if it returns. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
