/**
 * The lifetimes and caps of the flows.
 *
 * @see NIST SP 800-63B-4 §3.1.3.2 (a mailed code lives ten minutes at most), ASVS 6.5.4, 6.5.5, 6.6.3
 */
export const limits = Object.freeze({
  /** How long a challenge can be answered. */
  challengeSeconds: 600,
  /** From the first ticket to the confirmed code; people install an app in between. */
  enrollmentSeconds: 3600,
  /** How long an email code can be typed. */
  emailCodeSeconds: 600,
  /** Between two codes to one user, whatever the ticket. */
  resendCooldownSeconds: 60,
  /** Email codes to one user in an hour, whatever the ticket. A hold that begins is told by mail, and counts as one. */
  emailCodesPerHour: 5,
  /** Email codes to one user in a day, whatever the ticket; holds count here too. */
  emailCodesPerDay: 10,
  /** Tickets of one user with an open email code; the oldest gives way. */
  openEmailCodes: 3,
  /** Spent tickets that are remembered; the oldest is forgotten. Nobody needs as many who only signs in. */
  spentTickets: 32,
  /** From when a replacement opens that rests on the mailbox alone: how long an enrollment may begin for it. */
  replacementSeconds: 86_400,
  /** How long a named attempt that was accepted can be asked for again. */
  repeatSeconds: 60,
  /** Recovery codes in a set. */
  recoveryCodes: 10,
  /** How old a second factor may be at most where it has to be fresh; a host may ask for a newer one. */
  freshSignInSeconds: 900,
  /** How far ahead an exemption may end. */
  exemptionDays: 90,
})
