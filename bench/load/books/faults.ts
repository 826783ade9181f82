/** What must not be, with what the check found. */
export type FaultKind =
  | "sign-in-lost"
  | "sign-in-doubled"
  | "sign-in-unasked"
  | "sign-in-untold"
  | "answer-of-another-sign-in"
  | "wrong-code-accepted"
  | "code-accepted-twice"
  | "never-answered"
  | "charge-lost"
  | "charge-unasked"
  | "failures-off"
  | "bucket-off"
  | "step-off"
  | "epoch-off"
  | "stale-epoch"
  | "edit-lost"
  | "edit-doubled"
  | "edit-unasked"
  | "edit-refused"
  | "account-version-off"
  | "reset-forgotten"
  | "turned-away"
  | "mail-lost"
  | "mail-doubled"
  | "mail-left"
  | "answer-lost-by-stopping"

/** A fault, with where it lies. */
export interface Fault {
  readonly kind: FaultKind
  readonly where: string
}

/** Makes a fault. */
export const fault = (kind: FaultKind, where: string): Fault => ({ kind, where })

/** Adds to the list under a key. */
export function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
