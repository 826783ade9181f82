import type { Logger } from "@muster/sdk"

/** A logger that takes the fields first, as pino and bunyan do. */
interface FieldsFirst {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** `createMuster({ ...options, logger: fieldsFirst(pino()) })` */
export const fieldsFirst = (log: FieldsFirst): Logger => ({
  warn: (message, fields) => log.warn(fields, message),
  error: (message, fields) => log.error(fields, message),
})
