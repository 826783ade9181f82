import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { catalogue, catalogueWith, frequent, group, inherit, pin, v42, v43, v44 } from "../../test/groups.js"
import type { Build } from "../builds/build.js"
import type { Catalogue } from "../builds/catalogue.js"
import { buildToPin } from "./build-to-pin.js"
import { checkReadiness } from "./readiness.js"

const v44beta: Build = { ...v44, preRelease: "beta" }
const find = (list: Catalogue, minimum = v43) => buildToPin({ catalogue: list, minimum, now: noon }, minimum)
/** Both builds that meet the minimum go; `null` stays. */
const ending = (v43End: number | null, v44End: number | null) =>
  catalogueWith(v43, { withdrawnAt: v43End }).map((entry) =>
    entry.build === v44 ? { ...entry, withdrawnAt: v44End } : entry,
  )

describe("the build to pin", () => {
  it("is the minimum where it stays", () => expect(find(catalogue)).toEqual({ build: v43, withdrawnAt: null }))

  it("is a later one that stays where the minimum is to be withdrawn", () => {
    expect(find(ending(noon + 1, null))).toEqual({ build: v44, withdrawnAt: null })
  })

  it.each([
    [noon + 1, noon + 2, { build: v44, withdrawnAt: noon + 2 }],
    [noon + 2, noon + 1, { build: v43, withdrawnAt: noon + 2 }],
    [noon + 2, noon + 2, { build: v43, withdrawnAt: noon + 2 }],
    [noon, noon + 1, { build: v44, withdrawnAt: noon + 1 }],
    [noon, noon, null],
  ])("is the last to go where all go: %i, %i", (v43End, v44End, expected) => {
    expect(find(ending(v43End, v44End))).toEqual(expected)
  })

  it("is a pre-release that stays, where they are allowed, before a release that goes", () => {
    const beta = { build: v44beta, availableFrom: noon, defaultFrom: null, withdrawnAt: null }
    const list = [...ending(noon + 1, noon + 1), beta]
    expect(find(list, { ...v43, allowPreRelease: true } as Build)).toEqual({ build: v44beta, withdrawnAt: null })
    expect(find(list)).toEqual({ build: v43, withdrawnAt: noon + 1 })
  })

  it("is the minimum where the vendor gave no list, and none where that is a pre-release that does not count", () => {
    expect(find([])).toEqual({ build: v43, withdrawnAt: null })
    expect(find([], v44beta)).toBeNull()
  })

  it("may be from before 1970", () => {
    const list = ending(-1, null).slice(0, 3)
    expect(
      buildToPin({ catalogue: list.map((e) => ({ ...e, availableFrom: -9 })), minimum: v43, now: -2 }, v43),
    ).toEqual({
      build: v43,
      withdrawnAt: -1,
    })
  })
})

describe("a plan", () => {
  const blocked = (list: Catalogue, updates = pin(v42)) => {
    const readiness = checkReadiness({
      updates,
      groups: [group("a", inherit), group("b", pin(v42))],
      catalogue: list,
      minimum: v43,
      now: noon,
      version: 1,
    })
    if (readiness.kind === "ready") throw new Error("ready")
    return readiness
  }

  it("that pins a build which will be withdrawn says so, and until when it counts", () => {
    const { remediation, warnings } = blocked(ending(noon + 1, noon + 2))
    expect(remediation?.changes[0]?.to).toEqual(pin(v44))
    expect(warnings).toEqual([
      { code: "build-to-be-withdrawn", params: { build: v44, withdrawnAt: noon + 2 }, source: { kind: "product" } },
    ])
  })

  it("that pins none, or one that stays, says nothing", () => {
    expect(blocked(ending(noon + 1, null)).warnings).toEqual([])
    expect(blocked(ending(noon + 1, noon + 1), frequent)).toMatchObject({
      warnings: [],
      remediation: { changes: [{ to: inherit }] },
    })
  })
})
