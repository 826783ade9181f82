// Writes docs/reference/reasons.md from the catalogue of reasons and its texts; with --check it only compares, and fails when
// the page is out of date. Hosts in other languages map the codes by this page, so it must not be kept by hand.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { root } from "./workspaces.mjs"

const page = "docs/reference/reasons.md"
const policy = "packages/policy/src"

// The texts are TypeScript, which Node reads with the help of tsx.
const flags = ["--conditions=@muster/source", "--import=tsx"]
if (!flags.every((flag) => process.execArgv.includes(flag))) {
  const args = [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1)
}

const load = (file) => import(new URL(`../packages/policy/${file}`, import.meta.url).href)
const { explainReason } = await load("src/reasons/explain-reason.ts")
const { sampleReason } = await load("test/sample-reasons.ts")
const concepts = [
  ["Device groups", (await load("src/reasons/texts-of-groups.ts")).textsOfGroups],
  ["Builds and clients", (await load("src/reasons/texts-of-builds.ts")).textsOfBuilds],
  ["Dates", (await load("src/reasons/texts-of-dates.ts")).textsOfDates],
  ["The account", (await load("src/reasons/texts-of-account.ts")).textsOfAccount],
  ["People", (await load("src/reasons/texts-of-people.ts")).textsOfPeople],
  ["Sessions", (await load("src/reasons/texts-of-sessions.ts")).textsOfSessions],
]

/** What the types of parameters are in JSON. A type that is missing here fails the writing. */
const types = {
  string: null,
  number: null,
  null: null,
  Instant: "a number: milliseconds since 1970-01-01 00:00 UTC",
  Build:
    "an object: `version`, a list of numbers; `number`; and `preRelease`, the label of a pre-release, if it is one",
  Minimum:
    "a `Build`, and maybe `neededFor`, the feature that asks for it in words for people, and `allowPreRelease`, whether a pre-release will do as well",
  EpochCause: `a string: ${unionOf("verdicts/user-facts.ts", "EpochCause").join(", ")}`,
}

const sources = {
  account: "a setting of the account",
  group:
    "the setting of a device group, `groupId`; `path` holds the ids walked to it from the group in question, of more than 20 the first 19 and the last, and then `skipped` says how many lie between",
  stage: "a stage of the roll-out; `index` is its position in the list, from 0",
  user: "the user",
  client: "the app that signs in",
  product: "what the vendor, or whoever runs the server, has set up",
}

const catalogue = reasonParams()
checkComplete("the sources on the page", Object.keys(sources), sourceKinds())
checkComplete(
  "the codes with a text",
  concepts.flatMap(([, texts]) => Object.keys(texts)),
  [...catalogue.keys()],
)

const text = render()
if (process.argv.includes("--check")) {
  const file = join(root, page)
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.log(`${page} is out of date: run "node scripts/write-reasons.mjs"`)
    process.exitCode = 1
  } else console.log(`${page} lists ${catalogue.size} reasons`)
} else {
  writeFileSync(join(root, page), text)
  console.log(`${page}: ${catalogue.size} reasons`)
}

function parse(file) {
  const path = join(root, policy, file)
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true)
}

function declaration(file, name) {
  const found = parse(file).statements.find((statement) => statement.name?.text === name)
  if (found === undefined) throw new Error(`${file} does not declare ${name}`)
  return found
}

function unionOf(file, name) {
  return declaration(file, name).type.types.map((member) => `\`${member.getText()}\``)
}

function sourceKinds() {
  const kind = (member) => member.members.find(({ name }) => name.text === "kind").type.literal.text
  return declaration("reasons/reason.ts", "Source").type.types.map(kind)
}

/** Each code with what its comment says, and with the names and types of its parameters. */
function reasonParams() {
  const members = declaration("reasons/reason.ts", "ReasonParams").members
  return new Map(
    members.map((member) => {
      const [comment] = ts.getJSDocCommentsAndTags(member)
      const meaning = ts.getTextOfJSDocComment(comment?.comment)?.replaceAll(/\s+/g, " ")
      if (meaning === undefined) throw new Error(`${member.name.text} has no comment`)
      const params = ts.isTypeLiteralNode(member.type) ? member.type.members : []
      return [member.name.text, { meaning, params: params.map((param) => [param.name.text, typeOf(param.type)]) }]
    }),
  )
}

function typeOf(node) {
  const type = node.getText().replace(/^readonly /, "")
  for (const name of type.match(/\w+/g)) if (!(name in types)) throw new Error(`the type ${name} is not explained`)
  return type
}

function checkComplete(what, found, wanted) {
  const missing = wanted.filter((name) => !found.includes(name))
  const strange = found.filter((name, index) => !wanted.includes(name) || found.indexOf(name) !== index)
  if (missing.length + strange.length > 0) throw new Error(`${what}: missing ${missing}, too many ${strange}`)
}

function render() {
  return `---
title: Reasons
---

# Reasons

<!-- Written by scripts/write-reasons.mjs from the catalogue and its texts: change those. -->

A reason says why an answer is what it is. Every rule of Muster that refuses, warns, challenges or ends a session gives its
reasons from one catalogue, the deciding one first, so that a page can show them, a log can keep them and a program can act on
them. A reason is plain JSON:

\`\`\`json
${JSON.stringify(sampleReason("group-below-minimum"), null, 2).replaceAll(/\[\s+(\d+),\s+(\d+)\s+\]/g, "[$1, $2]")}
\`\`\`

- \`code\` is stable: it is never renamed, and its meaning does not change. A later version may add codes, so have a text for one
  that you do not know.
- \`params\` holds the facts, for programs and for the words of a text.
- \`source\` says where the rule or the fact lies, and so what to change.

\`explainReason\` of [@muster/policy](../../packages/policy/README.md) says a reason in English, and \`explain\` of
\`@muster/sdk\` every answer that holds some; the examples on this page are what they say of samples. Texts in other languages map
the same codes and parameters. English texts are not stable: do not parse or compare them.

## Sources

| \`source.kind\` | where the reason lies |
|---|---|
${Object.entries(sources)
  .map(([kind, where]) => `| \`${kind}\` | ${where} |`)
  .join("\n")}

## Types of parameters

| type | in JSON |
|---|---|
${Object.entries(types)
  .filter(([, meaning]) => meaning !== null)
  .map(([type, meaning]) => `| \`${type}\` | ${meaning} |`)
  .join("\n")}

${concepts.map(renderConcept).join("\n\n")}
`
}

function renderConcept([heading, texts]) {
  return [`## ${heading}`, ...Object.keys(texts).map(renderReason)].join("\n\n")
}

function renderReason(code) {
  const { meaning, params } = catalogue.get(code)
  const { title, detail } = explainReason(sampleReason(code))
  const listed = params.map(([name, type]) => `\`${name}: ${type}\``).join(", ")
  const facts = params.length === 0 ? [] : [`Parameters: ${listed}.`]
  return [`### \`${code}\``, meaning, ...facts, `> **${title}.** ${detail}`].join("\n\n")
}
