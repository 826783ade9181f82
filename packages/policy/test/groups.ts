import type { AccountUpdates, Build, Catalogue, DeviceGroup, GroupUpdates } from "../src/index.js"
import { ladder, noon } from "./arbitraries.js"

export const [v41, v42, v43, v44] = ladder as [Build, Build, Build, Build]
export const inherit = { mode: "inherit" } as const
export const frequent = { mode: "frequent" } as const

export function pin(build: Build | string): AccountUpdates {
  return { mode: "infrequent", build }
}

export function group(id: string, updates: GroupUpdates, parentId: string | null = null): DeviceGroup {
  return { id, name: `Group ${id}`, parentId, updates }
}

/** Every build of the ladder can be installed; v4.3 is the default. */
export const catalogue: Catalogue = ladder.map((build) => ({
  build,
  availableFrom: noon - 1,
  defaultFrom: build === v43 ? noon - 1 : null,
  withdrawnAt: null,
}))

/** Like {@link catalogue}, with changes to some entries. */
export function catalogueWith(build: Build, change: Partial<Catalogue[number]>): Catalogue {
  return catalogue.map((entry) => (entry.build === build ? { ...entry, ...change } : entry))
}

/** A chain of groups, each in the one before, that is as deep as an attacker likes. */
export function chain(length: number, updates: (index: number) => GroupUpdates): readonly DeviceGroup[] {
  return Array.from({ length }, (_, index) => group(`g${index}`, updates(index), index === 0 ? null : `g${index - 1}`))
}
