import { type QrSymbol, QUIET_ZONE, qrSymbol } from "./symbol.js"

/** Options of {@link qrSvg}. */
export interface QrSvgOptions {
  /** What a screen reader says, and browsers show on hover; "QR code" when left out. */
  readonly title?: string | undefined
}

/**
 * Draws text as a QR code in SVG: dark on white in any theme, with its quiet zone, and with a name for screen readers.
 * It has no size of its own; give it one in CSS, 200 pixels or more. It contains the text: treat it like the secret in
 * it.
 *
 * @throws ERR_INVALID_INPUT for text that is empty or does not fit.
 * @see WCAG 2.2 SC 1.1.1
 */
export function qrSvg(text: string, { title = "QR code" }: QrSvgOptions = {}): string {
  const symbol = qrSymbol(text)
  const side = symbol.size + 2 * QUIET_ZONE
  const name = escapeXml(title)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" aria-label="${name}"` +
    ` shape-rendering="crispEdges"><title>${name}</title>` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${darkPath(symbol)}"/></svg>`
  )
}

/** One rectangle for each run of dark modules in a row. */
function darkPath({ size, isDark }: QrSymbol): string {
  let path = ""
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = column
      while (isDark(row, column)) column++
      if (column > from) path += `M${from + QUIET_ZONE} ${row + QUIET_ZONE}h${column - from}v1h-${column - from}z`
    }
  }
  return path
}

const XML_ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => XML_ESCAPES[character] as string)
}
