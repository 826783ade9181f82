import { escapeHtml } from "./escape.js"

/** A message before it is text or HTML, so that the two always say the same. */
export interface MailContent {
  readonly subject: string
  readonly heading: string
  readonly blocks: readonly MailBlock[]
}

/** A paragraph, or a code on a line of its own. */
export type MailBlock = string | { readonly code: string }

/** Lays a message out as plain text, paragraphs apart by an empty line. */
export function layOutText({ heading, blocks }: MailContent): string {
  const paragraphs = [heading, ...blocks.map((block) => (typeof block === "string" ? block : block.code))]
  return `${paragraphs.join("\n\n")}\n`
}

const paragraph = "margin:0 0 16px"
const code = `${paragraph};font:700 32px/1.25 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;user-select:all`

/**
 * Lays a message out as HTML. It sets no colour, so that dark mode is the reader's own, and loads nothing. Mail
 * programs are asked to leave the code alone: some make a telephone link of six digits.
 */
export function layOutHtml({ subject, heading, blocks }: MailContent): string {
  const body = blocks.map((block) =>
    typeof block === "string"
      ? `<p style="${paragraph}">${escapeHtml(block)}</p>`
      : `<p style="${code}" translate="no">${escapeHtml(block.code)}</p>`,
  )
  return [
    "<!doctype html>",
    '<html lang="en" dir="ltr">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
    `<title>${escapeHtml(subject)}</title>`,
    "</head>",
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,Segoe UI,sans-serif">',
    '<main style="max-width:32em;margin:0 auto">',
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(heading)}</h1>`,
    ...body,
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n")
}
