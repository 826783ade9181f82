import type { MusterStore } from "@muster/sdk/ports"

/**
 * The calls that look at more than one account, and why. All others, which a user or an admin waits for, are answered by the
 * rows of one.
 */
export const exempt = {
  claimMail: "takes the mail that is due, of whatever account",
  heldMail: "asks after the mail that a machine has claimed, of whatever account",
  nextMailAt: "looks for the next mail of all accounts",
  claimReminders: "takes the next account that is to be looked at",
  nextRemindersAt: "looks for the next account that is to be looked at",
  scanSealed: "walks all users, in order of account",
  countByKeyId: "counts the users of all accounts",
  checkKey: "compares keys, which are those of all accounts",
  prune: "deletes what is old, of whatever account",
} as const satisfies Partial<Record<keyof MusterStore, string>>
