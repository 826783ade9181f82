/** A key for the secrets of factors, and how much is sealed under it. */
export interface KeyStatus {
  /** Its id in the key provider. */
  readonly keyId: string
  /**
   * `active`: new records are sealed under it. `decrypt-only`: opens older ones. `missing`: records name it and the
   * provider does not have it, so their users cannot sign in with the authenticator.
   */
  readonly state: "active" | "decrypt-only" | "missing"
  /** Users with a record under it. */
  readonly records: number
}

/**
 * Rotation of the keys that seal secrets, without downtime: add a key to the provider on every machine, then make it the
 * active one on every machine. Whoever signs in is sealed under it along with that, and `jobs.run` seals the rest again.
 * Retire the old one when nothing is left under it.
 *
 * Each key is compared with what the database knows of it before a machine first uses it, at the cost of one statement. A
 * machine that has another key under the same id throws ERR_CONFIGURATION with the field `keys` from every call that needs
 * the key, and seals nothing.
 */
export interface Keys {
  /** Every key that a record names or that is active, in order of id. Counts the users of all accounts. */
  status(): Promise<readonly KeyStatus[]>
  /**
   * Says whether a key can be taken out of the provider. It seals nothing and deletes nothing, and knows the records of
   * users alone: mail in the outbox is sealed too, tickets and email codes live for up to an hour. So take a key out no
   * earlier than a day after another one has become active on every machine.
   *
   * @returns `retired` when no record is sealed under it; `in-use` with how many are, or because it is active on this
   * machine
   * @throws ERR_INVALID_INPUT with the field `keyId`
   *
   * @example
   * ```ts
   * const answer = await muster.keys.retire({ keyId: "2026" })
   * if (answer.kind === "in-use") console.log(answer.records)
   * ```
   */
  retire(input: {
    readonly keyId: string
  }): Promise<{ readonly kind: "retired" } | { readonly kind: "in-use"; readonly records: number }>
}
