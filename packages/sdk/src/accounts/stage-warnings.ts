import type { DeviceGroup, Reason, ScheduledStage } from "@muster/policy"

const mostGroupsNamed = 100

/**
 * Names what looks like a slip in the stages of a roll-out: a stage of nobody, and device groups that the account has
 * not. Neither binds anybody later, so neither is refused: a group may be added after the stage. Whether users exist is
 * not asked.
 *
 * @returns any of `stage-empty` and `stage-group-unknown`, in the order of the stages
 */
export function stageWarnings(stages: readonly ScheduledStage[], groups: readonly DeviceGroup[]): readonly Reason[] {
  const known = new Set(groups.map(({ id }) => id))
  return stages.flatMap(({ deviceGroupIds, userIds }, index): readonly Reason[] => {
    const source = { kind: "stage", index } as const
    if (deviceGroupIds.length + userIds.length === 0) return [{ code: "stage-empty", params: {}, source }]
    const unknown = deviceGroupIds.filter((id) => !known.has(id))
    if (unknown.length === 0) return []
    const params = { groupIds: unknown.slice(0, mostGroupsNamed), total: unknown.length }
    return [{ code: "stage-group-unknown", params, source }]
  })
}
