/** Makes something at its first use: an SDK that is registered after the services were made is still found. */
export function late<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
