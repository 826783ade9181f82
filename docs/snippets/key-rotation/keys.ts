import { staticKeyring } from "@muster/core"

const { MUSTER_KEY_2026 = "", MUSTER_KEY_2027 = "" } = process.env // each: openssl rand -base64 32

/** Every machine knows both keys, and seals under the old one. */
export const bothAdded = () =>
  staticKeyring({ active: "2026", keys: { "2026": MUSTER_KEY_2026, "2027": MUSTER_KEY_2027 } })

/** Every machine seals under the new key, and opens both. */
export const newActive = () =>
  staticKeyring({ active: "2027", keys: { "2026": MUSTER_KEY_2026, "2027": MUSTER_KEY_2027 } })

/** The old key is gone. */
export const oldRemoved = () => staticKeyring({ active: "2027", keys: { "2027": MUSTER_KEY_2027 } })
