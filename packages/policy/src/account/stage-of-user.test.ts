import { describe, expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { type StagedUser, stageOfUser } from "./stage-of-user.js"

const stages = [
  stage(30, { userIds: ["ann"], deviceGroupIds: ["berlin"] }),
  stage(20, { userIds: ["bob"] }),
  stage(20, { deviceGroupIds: ["berlin", "paris"], userIds: ["bob", "ann"] }),
  stage(10, { deviceGroupIds: ["rome"] }),
]

const beginsAt = (user: StagedUser, listed = stages) => stageOfUser({ stages: listed }, user)?.beginsAt ?? null

describe("the stage of a user", () => {
  it("is none for somebody in no stage", () => {
    expect(beginsAt({ userId: "cem", deviceGroupId: "oslo" })).toBeNull()
    expect(beginsAt({})).toBeNull()
    expect(beginsAt({ userId: "ann", deviceGroupId: "berlin" }, [])).toBeNull()
  })

  it("finds a user by id, by group, and by the earlier of both", () => {
    expect(beginsAt({ userId: "bob" })).toBe(20)
    expect(beginsAt({ deviceGroupId: "paris" })).toBe(20)
    expect(beginsAt({ userId: "bob", deviceGroupId: "rome" })).toBe(10)
    expect(beginsAt({ userId: "cem", deviceGroupId: "berlin" }, stages.slice(0, 1))).toBe(30)
  })

  it("takes the earliest of several, wherever it is in the list", () => {
    expect(beginsAt({ userId: "ann" })).toBe(20)
    expect(beginsAt({ userId: "ann" }, stages.toReversed())).toBe(20)
  })

  it("takes a user's id for no group, and a group's for no user", () => {
    expect(beginsAt({ userId: "berlin", deviceGroupId: "ann" })).toBeNull()
  })

  it("does not take an id that is missing for one that is listed", () => {
    const odd = [stage(5, { userIds: [undefined as never], deviceGroupIds: [undefined as never] })]
    expect(beginsAt({}, odd)).toBeNull()
  })

  it("says where the stage is in the list; of those that begin together, the first", () => {
    expect(stageOfUser({ stages }, { userId: "bob" })).toEqual({ beginsAt: 20, scheduledAt: 0, index: 1 })
    expect(stageOfUser({ stages }, { userId: "ann" })).toEqual({ beginsAt: 20, scheduledAt: 0, index: 2 })
  })
})
