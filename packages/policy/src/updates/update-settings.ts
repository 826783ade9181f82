import type { BuildInput } from "../builds/build.js"

/** The account's build version updates: always the newest default build, or one chosen build until it is withdrawn. */
export type AccountUpdates = { readonly mode: "frequent" } | { readonly mode: "infrequent"; readonly build: BuildInput }

/** A device group's build version updates: its own, or what its parent (in the end the account) has. */
export type GroupUpdates = AccountUpdates | { readonly mode: "inherit" }
