import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** Bytes of what is still in use, once everything else has been collected. */
export function heapInUse(): number {
  setFlagsFromString("--expose-gc")
  const collect: () => void = runInNewContext("gc")
  collect()
  return process.memoryUsage().heapUsed
}
