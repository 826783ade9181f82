/** A value and the number that a save compares. Versions begin at 1; 0 expected means "must not exist yet". */
export interface Versioned<T> {
  /** What a save compares. */
  readonly version: number
  /** What is stored. */
  readonly value: T
}

/** Opaque to a store: the same format and JSON come out that went in. */
export interface AccountState {
  /** The number of the format that the JSON is written in. */
  readonly format: number
  /** The state; at most 8 KB. */
  readonly json: string
}

/**
 * An account as stored. `groupsVersion` rises with every write of device groups, `version` with every write of the
 * state.
 */
export interface StoredAccount extends Versioned<AccountState> {
  /** Rises with every write of device groups; 0 when there was none. */
  readonly groupsVersion: number
}

/** Opaque like {@link AccountState}, apart from the columns that reports, throttling and key rotation look up. */
export interface UserState {
  /** The number of the format that the JSON is written in. */
  readonly format: number
  /** The state; at most 8 KB. */
  readonly json: string
  /**
   * What stores look up: where the user stands, the epoch that charges compare, and the keys that secrets are sealed
   * under.
   */
  readonly columns: {
    readonly status: string
    readonly epoch: number
    readonly sealedKeyIds: readonly string[]
  }
}

/** A user as stored. */
export type StoredUser = Versioned<UserState>
