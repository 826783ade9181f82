import type { LogCode, LogFields, Logger } from "../src/index.js"

/** A line as a logger was given it. */
export interface LoggedLine {
  readonly level: keyof Logger
  readonly message: string
  readonly fields: LogFields
}

/** Keeps lines, where a test would otherwise print them. */
export function keepLines() {
  const lines: LoggedLine[] = []
  const keep = (level: keyof Logger) => (message: string, fields: LogFields) =>
    void lines.push({ level, message, fields })
  const logger: Logger = { warn: keep("warn"), error: keep("error") }
  const codes = (): readonly LogCode[] => lines.map(({ fields }) => fields.code)
  return { logger, lines, codes }
}
