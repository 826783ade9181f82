import { expect, test } from "vitest"
import type { Actor, Muster } from "../src/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { accountId, openWorld, system } from "./world.js"

/** Every call that somebody acts in: one that is added does not compile here until it has its row. */
type ActingCall = {
  [S in keyof Muster]: {
    [C in keyof Muster[S]]: Muster[S][C] extends (input: infer Input) => unknown
      ? "actor" extends keyof Input
        ? `${S}.${C & string}`
        : never
      : never
  }[keyof Muster[S]]
}[keyof Muster]

type Calls = Readonly<Record<ActingCall, () => Promise<{ readonly kind: string }>>>

function callsBy(muster: Muster, actor: Actor): Calls {
  const account = { accountId, actor }
  const user = { ...account, userId: "ann", reason: "mine now" }
  const groups = [{ id: "berlin", name: "Berlin", parentId: null, updates: { mode: "inherit" } }] as const
  const remediation = { changes: [], basedOnVersion: 1 }
  const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const
  return {
    "accounts.preview": () => muster.accounts.preview(account),
    "accounts.applyRemediation": () => muster.accounts.applyRemediation({ ...account, remediation }),
    "accounts.enable": () => muster.accounts.enable({ ...account, override: { reason: "sure" } }),
    "accounts.setForcedLogout": () => muster.accounts.setForcedLogout({ ...account, forcedLogout: null }),
    "accounts.disable": () => muster.accounts.disable({ ...account, reason: "sure" }),
    "accounts.configure": () => muster.accounts.configure({ ...account, settings: { requireEnrolledAdmin: true } }),
    "accounts.setUpdates": () => muster.accounts.setUpdates({ ...account, updates: { mode: "frequent" } }),
    "accounts.erase": () => muster.accounts.erase(account),
    "deviceGroups.change": () => muster.deviceGroups.change({ ...account, change: { kind: "put", groups } }),
    "users.reset": () => muster.users.reset(user),
    "users.unlock": () => muster.users.unlock(user),
    "users.exempt": () => muster.users.exempt({ ...user, until: null }),
    "users.importFactor": () => muster.users.importFactor({ ...user, secret: new Uint8Array(20).fill(7), totp }),
    "users.erase": () => muster.users.erase(user),
    "outbox.sendAgain": () => muster.outbox.sendAgain({ ...account, userId: "ann", mailId: "mail" }),
    "outbox.giveUp": () => muster.outbox.giveUp({ ...account, userId: "ann", mailId: "mail" }),
  }
}

test("an admin of another account does nothing in this one, by whatever call, with a second factor too", async () => {
  const { directory } = directoryOf([directoryUser("ada", { isAdmin: true }), directoryUser("ann")])
  const { muster, store, enable, enrollUser, enrollAdmin } = openWorld({ directory })
  await enable()
  await enrollUser()
  const { assurance } = await enrollAdmin("ada")
  await muster.accounts.enable({ accountId: "other", actor: system })
  // The same id, the same epoch and a fresh second factor: only the account is another one.
  const actor = { assurance: { ...assurance, accountId: "other" } }
  const rows = async () => [
    (await store.loadAccount(accountId)).account,
    await store.listUsers({ accountId }),
    await store.listEvents({ accountId }),
  ]
  const before = await rows()
  for (const [name, call] of Object.entries(callsBy(muster, actor))) {
    expect(await call(), name).toMatchObject({ kind: "refused", reasons: [{ code: "assurance-invalid" }] })
  }
  expect(await rows()).toEqual(before)
})
