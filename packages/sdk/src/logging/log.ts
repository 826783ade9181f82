import type { LogCode, LogFields, Logger, LogLines } from "../ports/index.js"
import { type LogLine, logLines } from "./log-lines.js"

/** Writes a line of the catalogue. Whatever the logger does, the call goes on. */
export type Log = <C extends LogCode>(code: C, fields: LogLines[C]) => void

/** Makes what the services write their lines with. */
export function createLog(logger: Logger): Log {
  return (code, fields) => {
    const line: LogLine = logLines[code]
    try {
      // Called as a method: loggers keep their state in `this`.
      const written: unknown = logger[line.level](line.message, { code, ...listed(line, fields) } as LogFields)
      // An async function is one too, as far as the types go.
      Promise.resolve(written).catch(() => {})
    } catch {}
  }
}

/** A field that is handed over by accident stays behind. */
function listed(line: LogLine, fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(line.fields, name)))
}
