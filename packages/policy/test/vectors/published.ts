import { readFileSync } from "node:fs"
import type { Json } from "./json-form.js"

/** A case with the answer that a host compares its own with. */
export interface PublishedCase {
  readonly id: string
  readonly title: string
  readonly input: Json
  readonly expected: Json
}

/** Where the files lie. */
export const folder = new URL("../../vectors/", import.meta.url)

/**
 * Reads the cases of a suite as a host does: by the form that the README describes, and nothing of this package. A
 * suite that is not there has none.
 */
export function readCases(file: string, suite: string): readonly PublishedCase[] {
  return JSON.parse(readFileSync(new URL(`${file}.json`, folder), "utf8"))[suite] ?? []
}
