import type { Source } from "../reasons/reason.js"
import { type GroupTree, idAt } from "./group-tree.js"

const maxPath = 20

/**
 * Names the place of something that counts further down, with the path walked to it. A path of more than 20 groups is
 * named by its beginning and its end: each group of a chain has one, and together they would hold the square of its
 * length.
 *
 * @param from - the position of the group in question
 * @param to - the position of the place: the same, or that of a group which it lies in, however far up
 */
export function groupSource({ groups, parents, depths }: GroupTree, from: number, to: number): Source {
  const groupId = idAt(groups, to)
  const length = (depths[from] as number) - (depths[to] as number) + 1
  const path: string[] = []
  for (let at = from; path.length < Math.min(length, maxPath) - 1; at = parents[at] as number) {
    path.push(idAt(groups, at))
  }
  path.push(groupId)
  return { kind: "group", groupId, path, ...(length > maxPath ? { skipped: length - maxPath } : {}) }
}
