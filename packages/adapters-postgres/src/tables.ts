import { quoteSchema } from "./schema-name.js"

/** The names of tables and functions, quoted and with their schema. */
export interface Tables {
  readonly schema: string
  readonly accounts: string
  readonly deviceGroups: string
  readonly users: string
  readonly mail: string
  readonly events: string
  readonly reminders: string
  readonly mailBudgets: string
  readonly spendMailBudgets: string
  readonly keyChecks: string
  readonly migrations: string
}

export function tablesIn(schemaName: string | undefined): Tables {
  const schema = quoteSchema(schemaName)
  return Object.freeze({
    schema,
    accounts: `${schema}.accounts`,
    deviceGroups: `${schema}.device_groups`,
    users: `${schema}.users`,
    mail: `${schema}.mail`,
    events: `${schema}.events`,
    reminders: `${schema}.reminders`,
    mailBudgets: `${schema}.mail_budgets`,
    spendMailBudgets: `${schema}.spend_mail_budgets`,
    keyChecks: `${schema}.key_checks`,
    migrations: `${schema}.migrations`,
  })
}
