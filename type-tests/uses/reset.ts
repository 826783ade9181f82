import type { Muster } from "@muster/sdk"

declare const muster: Muster
muster.users.reset({ accountId: "a", userId: "u", actor: { system: "b" }, reason: "phone lost" })
// @ts-expect-error reset needs a reason
muster.users.reset({ accountId: "a", userId: "u", actor: { system: "b" } })
