// Writes docs/security-cases.md from the cases and the tests that show them; with --check it only compares, and fails when
// the page is out of date. Either way it fails when a row is missing, is shown by nothing, or names a test that does not run.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { root } from "./workspaces.mjs"

const page = "docs/security-cases.md"

// The cases are TypeScript, which Node reads with the help of tsx.
const flags = ["--conditions=@muster/source", "--import=tsx"]
if (!flags.every((flag) => process.execArgv.includes(flag))) {
  const args = [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1)
}

const { requirementsOfCodes } = await import("./security-cases/requirements-of-codes.ts")
const { requirementsOfFactors } = await import("./security-cases/requirements-of-factors.ts")
const { abuseAtSignIn } = await import("./security-cases/abuse-at-sign-in.ts")
const { abuseElsewhere } = await import("./security-cases/abuse-elsewhere.ts")
const { faultsOfTheDatabase } = await import("./security-cases/faults-of-the-database.ts")
const { faultsAroundIt } = await import("./security-cases/faults-around-it.ts")
const { ids } = await import("./security-cases/ids.ts")
const { groupOfTest } = await import("./security-cases/group-of-test.ts")
const { escaped, faultsOfPage } = await import("./security-cases/faults-of-page.ts")
const { testTitles } = await import("./test-titles.ts")

const requirements = [...requirementsOfCodes, ...requirementsOfFactors]
const abuseCases = [...abuseAtSignIn, ...abuseElsewhere]
const faults = [...faultsOfTheDatabase, ...faultsAroundIt]
const cases = [...requirements, ...abuseCases, ...faults].flatMap(({ cases }) => cases)

const text = render()
if (process.argv.includes("--check")) {
  const file = join(root, page)
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.log(`${page} is out of date: run "node scripts/write-security-cases.mjs"`)
    process.exitCode = 1
  } else console.log(`${page}: ${counted()}`)
} else {
  writeFileSync(join(root, page), text)
  console.log(`${page}: ${counted()}`)
}

const wrong = faultsOfPage(text, { ids, titlesIn })
for (const fault of wrong) console.log(fault)
if (wrong.length > 0) process.exitCode = 1

function titlesIn(path) {
  const file = join(root, "docs", path)
  return existsSync(file) ? testTitles(readFileSync(file, "utf8")) : null
}

function counted() {
  const withHost = cases.filter(({ host }) => host !== undefined).length
  return `${cases.length} cases, of which ${withHost} ask something of the host`
}

function render() {
  return `# Security cases

<!-- Written by scripts/write-security-cases.mjs from scripts/security-cases: change those. -->

What the standards ask of a second factor, what has been done to others who had one, and what breaks by itself, each with the
tests that show what Muster makes of it. A test is named by its title, after that of its group if it stands in one, and links to its
file; of a test that runs for many cases the title has places for them, such as \`%s\`. Where something is left for the
host to do, or is met in another way than is common, the row says so. \`npm test\` fails when a row is shown by nothing, or by a test that does not run.

The promises in short, and what is not promised: [SECURITY.md](../SECURITY.md).

## Requirements

Sections of RFC 4226, RFC 6238, NIST SP 800-63B-4, OWASP ASVS 5.0 and WCAG 2.2.

${requirements.map((section) => renderSection(section, "what is asked")).join("\n\n")}

## Abuse cases

${abuseCases.map((section) => renderSection(section, "what is tried")).join("\n\n")}

## Faults

What goes wrong by itself, in the database or around it, and what holds then.

${faults.map((section) => renderSection(section, "what goes wrong")).join("\n\n")}
`
}

function renderSection({ heading, cases }, what) {
  return [`### ${heading}`, [`| | ${what} | shown by |`, "|---|---|---|", ...cases.map(renderRow)].join("\n")].join(
    "\n\n",
  )
}

function renderRow({ id, says, shown, host, otherwise }) {
  const tests = shown.map(([file, title]) => `${groupBefore(file, title)}[${escaped(title)}](../${file})`)
  const sentences = [
    ...(otherwise === undefined ? [] : [otherwise]),
    ...(host === undefined ? [] : [`The host's: ${host}`]),
  ]
  const proof = [...tests, ...sentences].join("<br>")
  return `| ${id} | ${says} | ${proof} |`
}

function groupBefore(file, title) {
  const names = existsSync(join(root, file)) ? groupOfTest(readFileSync(join(root, file), "utf8"), title) : []
  return names.map((name) => `${/^[a-z]+[A-Z]\w*$/.test(name) ? `\`${name}\`` : escaped(name)}: `).join("")
}
