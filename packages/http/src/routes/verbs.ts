import type { Muster } from "@muster/sdk"

/** A call of Muster: its service and its name. */
export type Verb = { [Service in keyof Muster]: `${Service}.${keyof Muster[Service] & string}` }[keyof Muster]

/** Calls that have no route. Each is for the program of the host to make, beside a change of its own. */
export type HostVerb =
  /** Makes an assurance without a sign-in. */
  | "sessions.adopt"
  /** Ends with an account everything that the host keeps of it too, and there is no way back. */
  | "accounts.erase"
  /** The same, with a user. */
  | "users.erase"
  /** Takes a secret that another library has kept. */
  | "users.importFactor"
  /** Follows a change of the host's own, and only that: whoever could ask for it would end the sessions of others. */
  | "users.primaryChanged"
  /** Is about all accounts, and for whoever runs the server. */
  | "keys.status"
  /** The same. */
  | "keys.retire"
  /** The same. */
  | "jobs.run"

/** What an admin can ask for: the calls of Muster that have a route below `/admin`. */
export type AdminAction =
  | "accounts.status"
  | "accounts.preview"
  | "accounts.applyRemediation"
  | "accounts.enable"
  | "accounts.setForcedLogout"
  | "accounts.disable"
  | "accounts.timeline"
  | "accounts.configure"
  | "accounts.setUpdates"
  | "accounts.adoption"
  | "accounts.events"
  | "deviceGroups.list"
  | "deviceGroups.preview"
  | "deviceGroups.change"
  | "users.list"
  | "users.status"
  | "users.reset"
  | "users.unlock"
  | "users.exempt"
  | "outbox.undelivered"
  | "outbox.sendAgain"
  | "outbox.giveUp"
