import { type Client, decideSignIn, type MinimumRules, type SignInVerdict, type UserFacts } from "../../src/index.js"
import { at, briefInstant, briefly, briefReasons } from "./brief.js"
import { type Case, suite } from "./suite.js"
import {
  accountOf,
  earlyStageAt,
  enabledAt,
  off,
  on,
  stageOf,
  stageOfGroup,
  type TwoFactorInput,
} from "./verdict-account.js"

interface Input extends TwoFactorInput {
  readonly unknownBuild: "block" | "allow"
  readonly user: UserInput
  readonly client: Client
  readonly minimum: MinimumRules | null
  readonly now: number
}

type UserInput = Omit<UserFacts, "epoch" | "enrolledAt" | "exemptedAt">

function answer({ unknownBuild, user, client, minimum, now, ...twoFactor }: Input): SignInVerdict {
  return decideSignIn({
    account: accountOf(twoFactor, { unknownBuild }),
    user: { ...user, epoch: 0, enrolledAt: null, exemptedAt: null },
    client,
    minimum,
    now,
  })
}

const noon = at("2026-11-25T12:00Z")
const exemptUntil = at("2026-12-01T00:00Z")
const ann: UserInput = {
  userId: "ann",
  hasFactor: false,
  epochRaisedBy: null,
  exemptUntil: null,
  isService: false,
  primary: "password",
  hasLocalPassword: true,
}
const required = "required-by-account 2026-11-24T09:00Z"

type Change = Partial<Omit<Input, keyof TwoFactorInput | "user">> & {
  readonly twoFactor?: TwoFactorInput
  readonly user?: Partial<UserInput>
}

const current: Client = { platform: "windows", build: "v4.3 b1575" }

function signIn(
  id: string,
  title: string,
  says: string,
  { twoFactor = on(), user, ...input }: Change = {},
): Case<Input> {
  const usual = { unknownBuild: "block", client: current, minimum: null, now: noon } as const
  return { id, title, input: { ...twoFactor, user: { ...ann, ...user }, ...usual, ...input }, says }
}

const people = [
  signIn("off", "While two-factor is off a user without a factor is let in", "allow two-factor-off", {
    twoFactor: off,
  }),
  signIn(
    "required",
    "Once two-factor is on a user without a factor enrolls at the next sign-in, whenever the user joined",
    `enroll ${required}`,
  ),
  signIn("factor", "A user with a factor is asked for a code", "challenge factor-active", {
    user: { hasFactor: true },
  }),
  signIn("factor-off", "A factor alone is enough to be asked, while two-factor is off too", "challenge factor-active", {
    twoFactor: off,
    user: { hasFactor: true },
  }),
  signIn("factor-exempt", "An exemption excuses enrollment and never a code", "challenge factor-active", {
    user: { hasFactor: true, exemptUntil },
  }),
  signIn("factor-sso", "Single sign-on excuses enrollment and never a code", "challenge factor-active", {
    user: { hasFactor: true, primary: "sso", hasLocalPassword: false },
  }),
  signIn("service", "A program cannot enroll and is let in", "allow service-user", { user: { isService: true } }),
  signIn("sso", "A user of single sign-on without a local password is let in", "allow sso-user", {
    user: { primary: "sso", hasLocalPassword: false },
  }),
  signIn("sso-with-password", "With a local password a user of single sign-on enrolls", `enroll ${required}`, {
    user: { primary: "sso" },
  }),
  signIn("magic-link", "No other way to sign in excuses from enrolling", `enroll ${required}`, {
    user: { primary: "magic-link", hasLocalPassword: false },
  }),
  signIn(
    "clock-behind",
    "A clock before the enablement is remarked on, and two-factor is on all the same",
    `enroll ${required}, clock-before-enablement 2026-11-24T09:00Z`,
    {
      now: enabledAt - 1,
    },
  ),
]

const exempt = "allow exempt 2026-12-01T00:00Z; next 2026-12-01T00:00Z"
const exemptions = [
  signIn("exempt", "An exempt user is let in until the exemption ends", exempt, { user: { exemptUntil } }),
  signIn("exempt-last-moment", "An exemption lasts to the last millisecond before its end", exempt, {
    user: { exemptUntil },
    now: exemptUntil - 1,
  }),
  signIn("exempt-ends", "At its end an exemption is over", `enroll ${required}`, {
    user: { exemptUntil },
    now: exemptUntil,
  }),
  signIn("exempt-reset", "An exemption excuses a user whose factor was reset too", exempt, {
    user: { exemptUntil, epochRaisedBy: "reset" },
  }),
]

const staged = on(null, stageOf("ann", earlyStageAt))
const inStage = "allow stage-not-begun 2026-11-30T23:00Z; next 2026-11-30T23:00Z"
const stages = [
  signIn("stage", "A user whose stage has not begun is let in until it does", inStage, { twoFactor: staged }),
  signIn("stage-last-moment", "A stage has not begun in the last millisecond before", inStage, {
    twoFactor: staged,
    now: earlyStageAt - 1,
  }),
  signIn("stage-begins", "At its instant a stage has begun", `enroll ${required}`, {
    twoFactor: staged,
    now: earlyStageAt,
  }),
  signIn("stage-of-group", "A user may be in a stage by the device group", inStage, {
    twoFactor: on(null, stageOfGroup("berlin", earlyStageAt)),
    user: { deviceGroupId: "berlin" },
  }),
  signIn("stages", "A user in several stages is bound from the earliest", inStage, {
    twoFactor: on(null, stageOf("ann", earlyStageAt + 1), stageOfGroup("berlin", earlyStageAt)),
    user: { deviceGroupId: "berlin" },
  }),
  signIn("no-stage", "A user in no stage is bound at once", `enroll ${required}`, {
    twoFactor: on(null, stageOf("bob", earlyStageAt)),
  }),
  signIn("stage-factor", "A stage excuses enrollment and never a code", "challenge factor-active", {
    twoFactor: staged,
    user: { hasFactor: true },
  }),
  signIn("stage-reset", "A stage is no excuse for a user whose factor was reset", `enroll ${required}`, {
    twoFactor: staged,
    user: { epochRaisedBy: "reset" },
  }),
  signIn("stage-before-exemption", "Of a stage and an exemption the one that lasts longer is named", exempt, {
    twoFactor: staged,
    user: { exemptUntil },
  }),
]

const rules: MinimumRules = { minimum: { version: [4, 3], number: 1575 }, byPlatform: {} }
const silent: Client = { platform: "windows" }
const old: Client = { ...silent, build: "v4.2 b1400" }
const clients = [
  signIn("client-meets", "The minimum itself may go on to enroll", `enroll ${required}`, { minimum: rules }),
  signIn(
    "client-below",
    "An earlier build is updated before it enrolls",
    "update-client build-below-minimum v4.2 b1400",
    {
      minimum: rules,
      client: old,
    },
  ),
  signIn(
    "client-below-factor",
    "An earlier build is updated before the user is asked for a code, and nobody is told of a wrong one",
    "update-client build-below-minimum v4.2 b1400",
    {
      minimum: rules,
      client: old,
      user: { hasFactor: true },
    },
  ),
  signIn("client-silent", "A client that does not say its build is updated", "update-client build-unknown", {
    minimum: rules,
    client: silent,
  }),
  signIn(
    "client-unknown-allowed",
    "Where the account allows unknown builds they go on, and a remark says so",
    `enroll ${required}, build-unknown`,
    {
      minimum: rules,
      unknownBuild: "allow",
      client: silent,
    },
  ),
  signIn(
    "client-below-not-allowed",
    "An account that allows unknown builds allows none that is known to be below",
    "update-client build-below-minimum v4.2 b1400",
    {
      minimum: rules,
      unknownBuild: "allow",
      client: old,
    },
  ),
  signIn("client-let-in", "Where no code comes next the build is not judged", exempt, {
    minimum: rules,
    client: old,
    user: { exemptUntil },
  }),
  signIn("client-web", "A platform that is not listed is not judged", `enroll ${required}`, {
    minimum: rules,
    client: { platform: "web" },
  }),
  signIn(
    "client-listed",
    "A platform that is listed is judged by its own minimum",
    "update-client build-below-minimum v1.9 b90",
    {
      minimum: { ...rules, byPlatform: { ios: { version: [2], number: 1 } } },
      client: { platform: "ios", build: "v1.9 b90" },
    },
  ),
]

/** What follows the primary method. */
export const signIns = suite({
  description:
    "Decides what follows the primary method: let in, ask for a code, have the user enroll, or the client updated.",
  answer,
  brief: ({ kind, reasons, nextChangeAt }: SignInVerdict) =>
    briefly(`${kind} ${briefReasons(reasons)}`, nextChangeAt === null ? "" : `next ${briefInstant(nextChangeAt)}`),
  cases: [...people, ...exemptions, ...stages, ...clients],
})
