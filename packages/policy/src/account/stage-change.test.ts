import { describe, expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { bindsSomebodyLater } from "./stage-change.js"

const user = (at: number, ...userIds: string[]) => stage(at, { userIds, deviceGroupIds: [] })
const group = (at: number, ...deviceGroupIds: string[]) => stage(at, { userIds: [], deviceGroupIds })

describe("a change of stages binds somebody later", () => {
  it("when a stage moves back, and not when it stays or comes forward", () => {
    expect(bindsSomebodyLater([user(1, "ann")], [user(2, "ann")])).toBe(true)
    expect(bindsSomebodyLater([user(1, "ann")], [user(1, "ann")])).toBe(false)
    expect(bindsSomebodyLater([user(2, "ann")], [user(1, "ann")])).toBe(false)
  })

  it("when it names somebody who was in no stage, and so bound at once", () => {
    expect(bindsSomebodyLater([], [user(1, "ann")])).toBe(true)
  })

  it("when somebody leaves a stage who is in a later one by the group, and not in one as early", () => {
    expect(bindsSomebodyLater([user(1, "ann"), group(2, "field")], [group(2, "field")])).toBe(true)
    expect(bindsSomebodyLater([user(2, "ann"), group(2, "field")], [group(2, "field")])).toBe(false)
    expect(bindsSomebodyLater([group(1, "field"), user(2, "ann")], [user(2, "ann")])).toBe(true)
  })

  it("by the latest of the other stages, wherever it is in the list", () => {
    const others = [group(1, "lab"), group(3, "field"), group(1, "desk")]
    expect(bindsSomebodyLater([user(2, "ann"), ...others], others)).toBe(true)
  })

  it("by the earliest of the stages that name somebody", () => {
    expect(bindsSomebodyLater([user(1, "ann"), user(3, "ann")], [user(2, "ann")])).toBe(true)
    expect(bindsSomebodyLater([user(3, "ann")], [user(3, "ann"), user(1, "ann")])).toBe(false)
  })
})
