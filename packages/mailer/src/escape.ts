// Control characters and line ends begin new headers; embeddings and isolates (UAX #9) let a name reorder the words
// around it; a lone surrogate has no UTF-8.
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

/** Makes one line of printable text: what could end the line or turn its direction becomes a space. */
export function toSingleLine(text: string): string {
  return text.replace(unprintable, " ").replace(/ {2,}/g, " ").trim()
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Escapes text for HTML, inside an element and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "")
}
