import { QUIET_ZONE, qrSymbol } from "./symbol.js"

/** Black on white, by colours that no theme redefines; a dark terminal would otherwise show the code inverted. */
const BLACK_ON_WHITE = "\u001B[38;5;16;48;5;231m"
const RESET = "\u001B[0m"

/**
 * Draws text as a QR code for a terminal with colours, two rows of modules to a line. A setup URI takes about 23 lines
 * of 45 columns. Offer the setup key beside it: for screen readers, for narrow windows, and for output that is no
 * terminal.
 *
 * @returns lines that end in a line feed
 * @throws ERR_INVALID_INPUT for text that is empty or does not fit.
 */
export function qrTerminal(text: string): string {
  const symbol = qrSymbol(text)
  const end = symbol.size + QUIET_ZONE
  let lines = ""
  for (let row = -QUIET_ZONE; row < end; row += 2) {
    let line = ""
    for (let column = -QUIET_ZONE; column < end; column++) {
      line += halfBlock(symbol.isDark(row, column), symbol.isDark(row + 1, column))
    }
    lines += `${BLACK_ON_WHITE}${line}${RESET}\n`
  }
  return lines
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀"
  return lower ? "▄" : " "
}
