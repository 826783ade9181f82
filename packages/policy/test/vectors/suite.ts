import { type Json, toJson } from "./json-form.js"

/** A case as it is written here. */
export interface Case<Input> {
  /** Names the case in its suite for good, in kebab-case. */
  readonly id: string
  /** The rule that the case is about, as a sentence. */
  readonly title: string
  /** What goes in. */
  readonly input: Input
  /** What has to come out, in short and written by hand, so that a fault cannot slip in with the generated answer. */
  readonly says: string
}

/** Cases of one rule. */
export interface Suite<Input = never, Answer = unknown> {
  /** What is decided. */
  readonly description: string
  /** Asks the package. It gets what a host would read from the file, instants as numbers. */
  readonly answer: (input: Input) => Answer
  /** Puts an answer in short, for comparison with what the case says. */
  readonly brief: (answer: Answer) => string
  /** The cases. */
  readonly cases: readonly Case<Input>[]
}

/** A file of vectors. */
export interface VectorFile {
  /** The file's name without its ending. */
  readonly name: string
  /** What the file is about. */
  readonly description: string
  /** Its suites by name. */
  readonly suites: Readonly<Record<string, Suite>>
}

/** Rises when a host that reads the files has to change. */
export const format = 1

/** Forgets the types of a suite's inputs, so that suites of all kinds fit in one list. */
export function suite<Input, Answer>(definition: Suite<Input, Answer>): Suite {
  return definition as unknown as Suite
}

/** Generates what is published: each case with the package's answer. */
export function generate({ description, suites }: VectorFile): Json {
  const entries = Object.entries(suites)
  return {
    format,
    description,
    suites: Object.fromEntries(entries.map(([name, suite]) => [name, suite.description])),
    ...Object.fromEntries(entries.map(([name, suite]) => [name, suite.cases.map((one) => publish(one, suite))])),
  }
}

function publish({ id, title, input }: Case<never>, { answer }: Suite): Json {
  return toJson({ id, title, input, expected: answer(input) })
}
