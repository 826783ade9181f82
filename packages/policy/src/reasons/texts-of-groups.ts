import type { ReasonTexts } from "./explanation.js"
import type { Source } from "./reason.js"
import { counted, named, namedBuild, namedPath, needed, preReleaseNote } from "./wording.js"

/** Reasons about device groups and what they are set to. */
export const textsOfGroups = {
  "group-below-minimum": ({ groupId, effective, minimum }, source) => ({
    title: "Device group below the minimum",
    detail: `Device group ${named(groupId)} is set to ${namedBuild(effective)}${origin(groupId, source)}; ${needed(minimum)}.${preReleaseNote(effective, minimum)}`,
  }),
  "account-below-minimum": ({ effective, minimum }) => ({
    title: "Account below the minimum",
    detail: `Machines that are in no device group follow the account, which is set to ${namedBuild(effective)}; ${needed(minimum)}.${preReleaseNote(effective, minimum)}`,
  }),
  "group-parent-missing": ({ groupId, parentId }) => ({
    title: "Parent group missing",
    detail: `Device group ${named(groupId)} lies in group ${named(parentId)}, which does not exist. Move it to another group.`,
  }),
  "group-cycle": ({ path }) => ({
    title: "Device groups in a circle",
    detail: `These device groups lie in each other: ${namedPath(path)}. Move one of them out.`,
  }),
  "group-duplicate": ({ groupId }) => ({
    title: "Device group listed twice",
    detail: `More than one device group has the id ${named(groupId)}. Give all but one another id, or remove them.`,
  }),
  "group-unknown": ({ groupId }) => ({
    title: "Device group not found",
    detail: `There is no device group ${named(groupId)} in this account. It may have been removed meanwhile.`,
  }),
  "group-has-children": ({ groupId, children }) => ({
    title: "Device group not empty",
    detail: `Device group ${named(groupId)} contains ${counted(children, "group")}. Move what it contains first, or let it move up.`,
  }),
  "no-device-groups": () => ({
    title: "No device groups",
    detail: "The account has no device groups, so no client was checked against the minimum.",
  }),
} satisfies Partial<ReasonTexts>

function origin(groupId: string, source: Source): string {
  if (source.kind === "account") return " by the account's setting"
  return source.kind === "group" && source.groupId !== groupId
    ? ` by the setting of group ${named(source.groupId)}`
    : ""
}
