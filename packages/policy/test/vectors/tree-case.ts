import type { AccountUpdates, CatalogueBuild, DeviceGroup, GroupUpdates, Minimum } from "../../src/index.js"
import { at } from "./brief.js"
import type { Case } from "./suite.js"

/** A tree of device groups as the file has it. */
export interface TreeInput {
  readonly updates: AccountUpdates
  /** Without their names, which play no part. */
  readonly groups: readonly Omit<DeviceGroup, "name">[]
  readonly ungrouped: boolean
  readonly catalogue: readonly CatalogueBuild[]
  readonly minimum: Minimum | null
  readonly now: number
}

/** When the cases are judged. */
export const noon = at("2026-11-24T12:00Z")
/** Until then every build of the list could be installed for long. */
const before = at("2026-11-01T00:00Z")

/** A build of the vendor's list that could be installed for long. */
export function offered(build: string, dates: Partial<CatalogueBuild> = {}): CatalogueBuild {
  return { build, availableFrom: before, ...dates }
}

/** A build of the vendor's list that has been a default for long. */
export function standard(build: string, dates: Partial<CatalogueBuild> = {}): CatalogueBuild {
  return offered(build, { defaultFrom: before, ...dates })
}

/** A usual list: v4.3 is the default. */
export const catalogue = [offered("v4.2 b1400"), standard("v4.3 b1575"), offered("v4.4 b1600")]

export const inherit = { mode: "inherit" } as const
export const frequent = { mode: "frequent" } as const

export function pin(build: string): AccountUpdates {
  return { mode: "infrequent", build }
}

/** Pins that are written in short. */
export const v42 = pin("v4.2 b1400")
export const v43 = pin("v4.3 b1575")
export const v44 = pin("v4.4 b1600")

export function locked(updates: AccountUpdates): AccountUpdates {
  return { ...updates, lock: true }
}

export function group(id: string, updates: GroupUpdates, parentId: string | null = null): TreeInput["groups"][number] {
  return { id, parentId, updates }
}

/** A case of a tree; what is not said is as in most cases. */
export function tree(
  id: string,
  title: string,
  settings: Partial<TreeInput>,
  ...says: readonly string[]
): Case<TreeInput> {
  const usual: TreeInput = {
    updates: v43,
    groups: [],
    ungrouped: false,
    // Without a list pins are taken at their word, so cases that are not about the list need none.
    catalogue: [],
    minimum: { version: [4, 3], number: 1575 },
    now: noon,
  }
  return { id, title, input: { ...usual, ...settings }, says: says.join(" | ") }
}
