// Writes docs/security-cases.md from the cases and the tests that show them; with --check it only compares, and fails when
// the page is out of date. That each test is there and runs is asked of the page, by examples/demo/test/security-cases.test.ts.
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
const { groupOfTest } = await import("./security-cases/group-of-test.ts")
const { escaped } = await import("./security-cases/faults-of-page.ts")

const requirements = [...requirementsOfCodes, ...requirementsOfFactors]
const abuseCases = [...abuseAtSignIn, ...abuseElsewhere]
const cases = [...requirements, ...abuseCases].flatMap(({ cases }) => cases)

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

function counted() {
  const withHost = cases.filter(({ host }) => host !== undefined).length
  return `${cases.length} cases, of which ${withHost} ask something of the host`
}

function render() {
  return `# Security cases

<!-- Written by scripts/write-security-cases.mjs from scripts/security-cases: change those. -->

What the standards ask of a second factor, and what has been done to others who had one, each with the tests that show
what Muster makes of it. A test is named by its title, after that of its group if it stands in one, and links to its
file; of a test that runs for many cases the title has places for them, such as \`%s\`. Where something is left for the
host to do, the row says what. \`npm test\` fails when a row is shown by nothing, or by a test that does not run.

The promises in short, and what is not promised: [SECURITY.md](../SECURITY.md).

## Requirements

Sections of RFC 4226, RFC 6238, NIST SP 800-63B-4, OWASP ASVS 5.0 and WCAG 2.2.

${requirements.map((section) => renderSection(section, "asked")).join("\n\n")}

## Abuse cases

${abuseCases.map((section) => renderSection(section, "tried")).join("\n\n")}
`
}

function renderSection({ heading, cases }, what) {
  return [
    `### ${heading}`,
    [`| | what is ${what} | shown by |`, "|---|---|---|", ...cases.map(renderRow)].join("\n"),
  ].join("\n\n")
}

function renderRow({ id, says, shown, host }) {
  const tests = shown.map(([file, title]) => `${groupBefore(file, title)}[${escaped(title)}](../${file})`)
  const proof = [...tests, ...(host === undefined ? [] : [`The host's: ${host}`])].join("<br>")
  return `| ${id} | ${says} | ${proof} |`
}

function groupBefore(file, title) {
  const names = existsSync(join(root, file)) ? groupOfTest(readFileSync(join(root, file), "utf8"), title) : []
  return names.map((name) => `${/^[a-z]+[A-Z]\w*$/.test(name) ? `\`${name}\`` : escaped(name)}: `).join("")
}
