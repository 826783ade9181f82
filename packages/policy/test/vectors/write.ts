import { writeFileSync } from "node:fs"
import { printJson } from "./json-form.js"
import { generate } from "./suite.js"
import { vectorFiles } from "./vector-files.js"

for (const file of vectorFiles) {
  writeFileSync(new URL(`../../vectors/${file.name}.json`, import.meta.url), `${printJson(generate(file))}\n`)
}
