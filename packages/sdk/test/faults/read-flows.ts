import { expectKind } from "../../src/index.js"
import { type Flow, type Step, step } from "./flow.js"
import { actor, ann, begin, client, enrolled, key, last, signedIn } from "./people.js"
import { accountId, type Stage } from "./stage.js"

const change = {
  kind: "put",
  groups: [{ id: "desks", name: "Desks", parentId: null, updates: { mode: "inherit" } }],
} as const

const admins: readonly Step[] = [
  step({ method: "accounts.status", input: () => ({ accountId }), answers: "answered", ports: "loadAccount" }),
  step({
    method: "accounts.preview",
    input: () => ({ accountId, actor }),
    answers: "preview",
    ports: "loadAccount loadGroups directory.list listUsers",
  }),
  step({
    method: "accounts.timeline",
    input: ({ clock }) => ({ accountId, until: clock.now() + 86_400_000 }),
    answers: "answered",
    ports: "loadGroups",
  }),
  step({
    method: "accounts.adoption",
    input: () => ({ accountId }),
    answers: "counted",
    ports: "directory.list listUsers",
  }),
  step({ method: "accounts.events", input: () => ({ accountId }), answers: "answered", ports: "listEvents" }),
  step({ method: "deviceGroups.list", input: () => ({ accountId }), answers: "answered", ports: "loadGroups" }),
  step({
    method: "deviceGroups.preview",
    input: () => ({ accountId, change }),
    answers: "answered",
    ports: "loadGroups",
  }),
  step({ method: "users.list", input: () => ({ accountId }), answers: "answered", ports: "directory.list listUsers" }),
  step({ method: "users.status", input: () => key, answers: "answered", ports: "loadUser directory.get" }),
  step({ method: "keys.status", input: () => undefined, answers: "answered", ports: "countByKeyId" }),
  step({ method: "keys.retire", input: () => ({ keyId: "one" }), answers: "in-use", ports: "countByKeyId" }),
]

const users: readonly Step[] = [
  step({
    method: "sessions.check",
    input: ({ hands }) => ({ assurance: last(hands.assurances) }),
    answers: "continue",
    ports: "loadUser",
  }),
  step({
    method: "enrollment.begin",
    input: ({ hands }) => ({ assurance: last(hands.assurances), user: ann, client }),
    answers: "already-enrolled",
    ports: "loadUser",
  }),
  step({
    method: "enrollment.current",
    input: ({ hands }) => ({ ticket: last(hands.tickets) }),
    answers: "ticket-rejected",
    ports: "loadUser",
  }),
  step({
    method: "signIn.verify",
    input: async (stage) => ({ ticket: expectKind(await begin(stage), "challenge").ticket, code: "no code at all" }),
    answers: "wrong-code",
    ports: "loadUser",
  }),
]

const dead = async (stage: Stage) => {
  await enrolled(stage)
  await stage.muster.users.primaryChanged(key)
}

/** Calls that save nothing: each is answered as it would be, or not at all. */
export const readFlows: Readonly<Record<string, Flow>> = {
  "look, as an admin": { before: enrolled, steps: admins, goal: signedIn },
  "look, as a user": { before: enrolled, steps: users, goal: signedIn },
  "check a session that is over": {
    before: dead,
    steps: [
      step({
        method: "sessions.check",
        input: ({ hands }) => ({ assurance: last(hands.assurances) }),
        answers: "logout",
        ports: "loadUser",
      }),
    ],
    goal: async (stage) => {
      expectKind(await begin(stage), "challenge")
    },
  },
}
