/** What a page of cases has to hold. */
export interface Wanted {
  /** The ids of its rows, in order. */
  readonly ids: readonly string[]
  /** The titles of the tests that run in a file, by its path from the page; `null`: there is no such file. */
  readonly titlesIn: (path: string) => ReadonlySet<string> | null
}

const row = /^\| ([RAF]\d+) \| (.+?) \| (.*) \|$/
const link = /\[((?:\\.|[^\]\\])+)\]\(([^)]+)\)/g

/** Says of each row what is wrong with it: it is missing, shown by nothing, or by a test that does not run. */
export function faultsOfPage(page: string, { ids, titlesIn }: Wanted): readonly string[] {
  const rows = page.split("\n").flatMap((line) => {
    const [, id = "", , proof = ""] = row.exec(line) ?? []
    return id === "" ? [] : [{ id, proof }]
  })
  const found = rows.map(({ id }) => id)
  const order = found.join() === ids.join() ? [] : [`the rows are ${found.join(", ")}`]
  return [...order, ...rows.flatMap(({ id, proof }) => faultsOfRow(id, proof, titlesIn))]
}

function faultsOfRow(id: string, proof: string, titlesIn: Wanted["titlesIn"]): readonly string[] {
  const tests = [...proof.matchAll(link)].map(([, text = "", path = ""]) => ({ title: unescaped(text), path }))
  if (tests.length === 0 && !/The host's: .+\.$/.test(proof)) return [`${id} is shown by nothing`]
  const missing = tests.filter(({ title, path }) => titlesIn(path)?.has(title) !== true)
  return missing.map(({ title, path }) => `${id}: "${title}" does not run in ${path}`)
}

/** A title as it may stand between the bars of a table. */
export function escaped(title: string): string {
  return title.replaceAll(/[\\|[\]]/g, "\\$&")
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1")
}
