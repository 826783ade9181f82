/** What is noted of one call while it runs. */
export interface Watch {
  /** Makes the call, with its span as the active one. */
  around<T>(call: () => T): T
  /** Is told what it has answered. */
  answered(answer: unknown): void
  /** Is told what it has thrown. */
  threw(error: unknown): void
}

/** Begins to watch a call of a method. */
export type BeginWatch = (method: string, args: readonly unknown[]) => Watch

/**
 * Watches every method of an object, whatever they are called: those that it has itself and those of its class. Properties that are
 * no methods stay. The object itself is left as it is, and keeps being `this`.
 */
export function watchMethods<T extends object>(target: T, begin: BeginWatch): T {
  const watched: Record<string, unknown> = {}
  for (const name of memberNames(target)) {
    const member: unknown = target[name as keyof T]
    watched[name] = typeof member === "function" ? watchMethod(name, member.bind(target), begin) : member
  }
  return Object.freeze(watched) as T
}

function memberNames(target: object): ReadonlySet<string> {
  const names = new Set(Object.keys(target))
  for (let above = Object.getPrototypeOf(target); above !== null && above !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(above)) if (name !== "constructor") names.add(name)
    above = Object.getPrototypeOf(above)
  }
  return names
}

/** A call that answers at once still does, one that answers later is watched until then, and both answer the same as before. */
function watchMethod(name: string, method: (...args: readonly unknown[]) => unknown, begin: BeginWatch) {
  return (...args: readonly unknown[]): unknown => {
    const watch = begin(name, args)
    let answer: unknown
    try {
      answer = watch.around(() => method(...args))
    } catch (error) {
      watch.threw(error)
      throw error
    }
    if (!isPromise(answer)) {
      watch.answered(answer)
      return answer
    }
    return answer.then(
      (value) => {
        watch.answered(value)
        return value
      },
      (error: unknown) => {
        watch.threw(error)
        throw error
      },
    )
  }
}

function isPromise(answer: unknown): answer is Promise<unknown> {
  return typeof answer === "object" && answer !== null && "then" in answer && typeof answer.then === "function"
}
