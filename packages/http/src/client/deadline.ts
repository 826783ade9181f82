/** The end of a call that has no answer. */
export interface Deadline {
  /** Aborted at the end, whoever has asked for it. */
  readonly signal: AbortSignal
  /** Whether the time was up, and not the caller out of patience. */
  readonly isTimeUp: () => boolean
  /** Waits for work or for the end, whichever comes first: not every `fetch` listens to a signal. */
  readonly orEnd: <T>(work: Promise<T>) => Promise<T>
  readonly close: () => void
}

/**
 * Ends a call after so many seconds, or when the caller's signal says so. With a timer of its own: React Native has neither
 * `AbortSignal.timeout` nor `AbortSignal.any`.
 */
export function openDeadline(seconds: number, callers?: AbortSignal): Deadline {
  const controller = new AbortController()
  let isTimeUp = false
  let end = () => {}
  const ended = new Promise<never>((_, reject) => {
    end = () => {
      controller.abort()
      reject(callers?.reason ?? new Error("The call was aborted."))
    }
  })
  ended.catch(() => {})
  const timer = setTimeout(() => {
    isTimeUp = true
    end()
  }, seconds * 1000)
  callers?.addEventListener("abort", end)
  if (callers?.aborted) end()
  return {
    signal: controller.signal,
    isTimeUp: () => isTimeUp,
    orEnd: (work) => Promise.race([ended, work]),
    // Lets go of an answer that nobody has read to its end.
    close: () => {
      controller.abort()
      clearTimeout(timer)
      callers?.removeEventListener("abort", end)
    },
  }
}
