import { type UserRecord, unknownUser } from "./user-record.js"

/**
 * What is left of somebody who is erased: the epoch, which rises once more. Whoever begins anew under the same id goes on from
 * there, so that no ticket and no assurance of before is ever alive again.
 */
export function eraseUser({ epoch }: UserRecord): UserRecord {
  return { ...unknownUser, epoch: epoch + 1, epochRaisedBy: "erased" }
}

/** Says whether somebody was erased and has not begun anew: then nothing is known of them but the epoch. */
export function isErased({ epochRaisedBy, emailSentAts, exemption }: UserRecord): boolean {
  return epochRaisedBy === "erased" && emailSentAts.length === 0 && exemption === null
}
