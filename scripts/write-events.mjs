// Writes docs/reference/events.md from the catalogue of audit events; with --check it only compares, and fails when the page
// is out of date. A host's page of the audit log switches on these kinds, so the list must not be kept by hand.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { root } from "./workspaces.mjs"

const page = "docs/reference/events.md"
const source = "packages/sdk/src/ports/events.ts"

// The samples are TypeScript, which Node reads with the help of tsx.
const flags = ["--conditions=@muster/source", "--import=tsx"]
if (!flags.every((flag) => process.execArgv.includes(flag))) {
  const args = [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1)
}

const { sampleChanges, sampleEvent } = await import(
  new URL("../packages/sdk/test/sample-events.ts", import.meta.url).href
)

/** Which events a heading gathers, up to and with the kind that is named. */
const headings = [
  ["About the account", "`userId` is `null`. The actor is an admin, or a program of the host.", "remediation-applied"],
  ["By the user", "The actor is the user, except where the host has said what happened.", "primary-changed"],
  ["By an admin, about a user", "The actor is an admin, or a program of the host.", "erased"],
  ["By Muster itself, about a user", "The actor is the program `jobs.run`.", "reminder-sent"],
]

const file = ts.createSourceFile(source, readFileSync(join(root, source), "utf8"), ts.ScriptTarget.Latest, true)
const kinds = membersOf("EventChanges").map(([name, member]) => ({
  name,
  meaning: commentOf(member),
  sides: sidesOf(member),
}))

const text = render()
if (process.argv.includes("--check")) {
  const path = join(root, page)
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    console.log(`${page} is out of date: run "node scripts/write-events.mjs"`)
    process.exitCode = 1
  } else console.log(`${page} lists ${kinds.length} events`)
} else {
  writeFileSync(join(root, page), text)
  console.log(`${page}: ${kinds.length} events`)
}

function membersOf(name) {
  const found = file.statements.find((statement) => statement.name?.text === name)
  if (found === undefined) throw new Error(`${source} does not declare ${name}`)
  return found.members.map((member) => [member.name.text, member])
}

function commentOf(member) {
  const [comment] = ts.getJSDocCommentsAndTags(member)
  const said = ts.getTextOfJSDocComment(comment?.comment)?.replaceAll(/\s+/g, " ")
  if (said === undefined) throw new Error(`${member.name.text} has no comment`)
  return said
}

/** The types of before and after, as they are written. */
function sidesOf({ type }) {
  const members = ts.isTypeLiteralNode(type)
    ? type.members.map((member) => [member.name.text, member])
    : membersOf(type.getText())
  const sides = Object.fromEntries(members.map(([name, member]) => [name, plain(member.type)]))
  if (Object.keys(sides).join() !== "before,after") throw new Error(`${type.getText()} is not before and after`)
  return sides
}

function plain(type) {
  return type.getText().replaceAll("readonly ", "").replaceAll(/\s+/g, " ")
}

function render() {
  return `---
title: Audit events
---

# Audit events

<!-- Written by scripts/write-events.mjs from the catalogue and its samples: change those. -->

What people and programs change is written to the audit log in the same commit, and so is every attempt at a code, before it is
compared. \`accounts.events\` lists the events, newest first, of an account or about one of its users. An event is plain JSON:

\`\`\`json
${JSON.stringify(sampleEvent, null, 2)}
\`\`\`

- \`kind\` is stable: it is never renamed, and its meaning does not change. A later version may add kinds, so have a text for one
  that you do not know.
- \`actor\` is \`{ userId }\`, or \`{ system }\` for a program of the host; \`userId\` is whom it is about.
- \`client\` is what the user's app has said that it is; \`null\` where the call takes none, as those of admins and programs do.
- \`reason\` is what the actor wrote. It is the only text that a person has chosen freely, apart from the names of device groups.
- \`before\` and \`after\` are what the kind says here. In TypeScript \`AuditEvent\` knows their form once \`kind\` is compared.
- Instants are numbers: milliseconds since 1970-01-01 00:00 UTC.

No event holds a secret, a code or an address. Events are kept until they are pruned, or the user or the account is erased.

${headings.map(renderHeading).join("\n\n")}
`
}

function renderHeading([heading, said, last], index) {
  const placeOf = (kind) => kinds.findIndex(({ name }) => name === kind)
  const first = index === 0 ? 0 : placeOf(headings[index - 1][2]) + 1
  if (index === headings.length - 1 && placeOf(last) !== kinds.length - 1) throw new Error(`${last} is not the last`)
  return [`## ${heading}`, said, ...kinds.slice(first, placeOf(last) + 1).map(renderKind)].join("\n\n")
}

function renderKind({ name, meaning, sides }) {
  const says = ["before", "after"].filter((side) => sides[side] !== "null")
  if (says.length === 0) return [`### \`${name}\``, meaning].join("\n\n")
  const types = says.map((side) => `\`${side}: ${sides[side]}\``).join(", ")
  return [
    `### \`${name}\``,
    meaning,
    `${types}. For example:`,
    `\`\`\`json\n${says.map((side) => exampleOf(side, sampleChanges[name][side])).join(",\n")}\n\`\`\``,
  ].join("\n\n")
}

/** In one line, or in one for each of its parts. */
function exampleOf(side, value) {
  const line = `"${side}": ${inLine(value)}`
  if (line.length <= 110) return line
  const parts = Array.isArray(value)
    ? value.map(inLine)
    : Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${inLine(part)}`)
  const [open, close] = Array.isArray(value) ? "[]" : "{}"
  return `"${side}": ${open}\n${parts.map((part) => `  ${part}`).join(",\n")}\n${close}`
}

function inLine(value) {
  return JSON.stringify(value, null, 1).replaceAll(/\s*\n\s*/g, " ")
}
