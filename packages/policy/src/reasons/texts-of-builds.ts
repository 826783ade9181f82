import type { ReasonTexts } from "./explanation.js"
import type { Source } from "./reason.js"
import { named, namedBuild, needed, numberAt, preReleaseNote, utc } from "./wording.js"

/** Reasons about builds, the catalogue and clients. */
export const textsOfBuilds = {
  "updates-malformed": ({ position }, source) => {
    const number = numberAt(position)
    return {
      title: "Setting cannot be read",
      detail:
        number === undefined
          ? `${owner(source)} set to build version updates that cannot be read. Set them again.`
          : `Number ${number} in the list of device groups is none that can be read. Remove it, or make it anew.`,
    }
  },
  "pin-unknown": ({ build }, source) => ({
    title: "Unknown build",
    detail: `${owner(source)} set to the build ${named(build)}, which cannot be installed. Choose a build from the list.`,
  }),
  "pin-available": ({ build }, source) => ({
    title: "Build available",
    detail: `${owner(source)} set to ${namedBuild(build)}, which becomes available, so clients move to it.`,
  }),
  "pin-withdrawn": ({ pinned, effective }, source) => ({
    title: "Build withdrawn",
    detail: `${owner(source)} set to ${namedBuild(pinned)}, which is withdrawn, so clients move to ${namedBuild(effective)}.`,
  }),
  "build-to-be-withdrawn": ({ build, withdrawnAt }) => ({
    title: "Build will be withdrawn",
    detail: `The plan pins ${namedBuild(build)}, which will be withdrawn on ${utc(withdrawnAt)}: no build that stays will do. Ask the vendor what clients should move to.`,
  }),
  "minimum-unreachable": ({ newestDefault, minimum }) => ({
    title: "Minimum not released as a default",
    detail: `Frequent updates lead to ${namedBuild(newestDefault)}, but ${needed(minimum)}: choose a build, or ask the vendor.${preReleaseNote(newestDefault, minimum)}`,
  }),
  "newest-default-unknown": () => ({
    title: "Newest build unknown",
    detail: "The vendor names no default build, so nobody can say where frequent updates lead. Choose a build instead.",
  }),
  "newest-default-changes": ({ from, to }) => ({
    title: "Default build changes",
    detail:
      to === null
        ? `Frequent updates lead ${from === null ? "" : `from ${namedBuild(from)} `}to no build, since the vendor names no default. Choose a build for clients to stay on.`
        : `Frequent updates move clients ${from === null ? "" : `from ${namedBuild(from)} `}to ${namedBuild(to)}.`,
  }),
  "build-not-monotonic": ({ earlier, later }) => ({
    title: "Build numbers out of order",
    detail: `The catalogue lists ${namedBuild(later)}, whose build number is lower than that of the earlier ${namedBuild(earlier)}. Ask the vendor whether that is meant.`,
  }),
  "build-below-minimum": ({ build, minimum }) => ({
    title: "Update needed",
    detail: `This app is ${namedBuild(build)}; ${needed(minimum)}, so update it and sign in again.${preReleaseNote(build, minimum)}`,
  }),
  "build-unknown": ({ minimum }) => ({
    title: "App version unknown",
    detail: `This app does not say which build it is; ${needed(minimum)}. Update it.`,
  }),
} satisfies Partial<ReasonTexts>

function owner(source: Source): string {
  return source.kind === "group" ? `Device group ${named(source.groupId)} is` : "The account is"
}
