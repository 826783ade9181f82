/** Who acted, as recorded in events and answers: a user of the account, or a program of the host. */
export type ActorName = { readonly userId: string } | { readonly system: string }
