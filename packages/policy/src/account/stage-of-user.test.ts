import { describe, expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { stageBeginsAt, stageOfUser } from "./stage-of-user.js"

const stages = [
  stage(30, { userIds: ["ann"], deviceGroupIds: ["berlin"] }),
  stage(20, { userIds: ["bob"] }),
  stage(20, { deviceGroupIds: ["berlin", "paris"], userIds: ["bob", "ann"] }),
  stage(10, { deviceGroupIds: ["rome"] }),
]

describe("stageBeginsAt", () => {
  it("is null for somebody in no stage", () => {
    expect(stageBeginsAt({ stages }, { userId: "cem", deviceGroupId: "oslo" })).toBeNull()
    expect(stageBeginsAt({ stages }, {})).toBeNull()
    expect(stageBeginsAt({ stages: [] }, { userId: "ann", deviceGroupId: "berlin" })).toBeNull()
  })

  it("finds a user by id, by group, and by the earlier of both", () => {
    expect(stageBeginsAt({ stages }, { userId: "bob" })).toBe(20)
    expect(stageBeginsAt({ stages }, { deviceGroupId: "paris" })).toBe(20)
    expect(stageBeginsAt({ stages }, { userId: "bob", deviceGroupId: "rome" })).toBe(10)
    expect(stageBeginsAt({ stages: stages.slice(0, 1) }, { userId: "cem", deviceGroupId: "berlin" })).toBe(30)
  })

  it("takes the earliest of several, wherever it is in the list", () => {
    expect(stageBeginsAt({ stages }, { userId: "ann" })).toBe(20)
    expect(stageBeginsAt({ stages: stages.toReversed() }, { userId: "ann" })).toBe(20)
  })

  it("takes a user's id for no group, and a group's for no user", () => {
    expect(stageBeginsAt({ stages }, { userId: "berlin", deviceGroupId: "ann" })).toBeNull()
  })

  it("does not take an id that is missing for one that is listed", () => {
    const odd = [stage(5, { userIds: [undefined as never], deviceGroupIds: [undefined as never] })]
    expect(stageBeginsAt({ stages: odd }, {})).toBeNull()
  })
})

describe("stageOfUser", () => {
  it("says where the stage is in the list; of those that begin together, the first", () => {
    expect(stageOfUser({ stages }, { userId: "bob" })).toEqual({ beginsAt: 20, index: 1 })
    expect(stageOfUser({ stages }, { userId: "ann" })).toEqual({ beginsAt: 20, index: 2 })
  })
})
