/** Prints the story: numbered chapters, indented lines, and what goes wrong as an exit code. */
export function chapter(number: number, title: string): void {
  console.log(`\n${number}. ${title}`)
}

export function tell(line: string): void {
  console.log(`   ${line}`)
}

/** Prints a block of text, such as a QR code, as it is. */
export function show(block: string): void {
  for (const line of block.trimEnd().split("\n")) console.log(`      ${line}`)
}

/** The story is also a check: what it tells has to be so. */
export function holds(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`the story does not hold: ${claim}`)
}
