import fc from "fast-check"
import { expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { bindsSomebodyLater } from "./stage-change.js"
import { stageOfUser } from "./stage-of-user.js"

const users = ["u1", "u2"]
const groups = ["g1", "g2"]
const stages = fc.array(
  fc
    .record({ at: fc.nat({ max: 3 }), userIds: fc.subarray(users), deviceGroupIds: fc.subarray(groups) })
    .map(({ at, ...ids }) => stage(at, ids)),
  { maxLength: 3 },
)

it("a change of stages binds somebody later exactly if some user with some group is bound later", () => {
  const everybody = [...users, undefined].flatMap((userId) =>
    [...groups, undefined].map((deviceGroupId) => ({ userId, deviceGroupId })),
  )
  fc.assert(
    fc.property(stages, stages, (before, after) => {
      const boundFrom = (list: typeof before, user: (typeof everybody)[number]) =>
        stageOfUser({ stages: list }, user)?.beginsAt ?? Number.NEGATIVE_INFINITY
      const isLater = everybody.some((user) => boundFrom(after, user) > boundFrom(before, user))
      expect(bindsSomebodyLater(before, after)).toBe(isLater)
    }),
    { numRuns: 5_000 },
  )
})

it("no change, and no stages at all, bind nobody later", () => {
  fc.assert(
    fc.property(stages, (list) => {
      expect([bindsSomebodyLater(list, list), bindsSomebodyLater(list, [])]).toEqual([false, false])
    }),
  )
})
