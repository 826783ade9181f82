/**
 * The store, the mail budget and the mailer in memory: the reference for what the ports mean.
 *
 * @module
 */
export { memoryMailBudget } from "./memory-mail-budget.js"
export { type MemoryMailer, memoryMailer } from "./memory-mailer.js"
export { memoryStore } from "./memory-store.js"
export { type MemoryTransaction, memoryTransaction } from "./transaction.js"
