import qrcode from "qrcode"
import { MusterError } from "../errors.js"

/** White modules around the symbol, which readers need to find it (ISO/IEC 18004 §9.1). */
export const QUIET_ZONE = 4

/** Level M repairs 15 % of a symbol, enough for a screen; higher levels make it denser and harder for a bad camera. */
export const ERROR_CORRECTION = "M"

/** The modules of a QR code. */
export interface QrSymbol {
  /** Modules on a side, without the quiet zone. */
  readonly size: number
  /** Whether a module is dark; outside of the symbol, and so in the quiet zone, none is. */
  isDark(row: number, column: number): boolean
}

/**
 * Encodes text as a QR code.
 *
 * @throws ERR_INVALID_INPUT for text that is empty or does not fit, which is from about 2,300 bytes on.
 */
export function qrSymbol(text: string): QrSymbol {
  const { size, data } = encode(text).modules
  return {
    size,
    isDark: (row, column) => row >= 0 && row < size && column >= 0 && column < size && data[row * size + column] === 1,
  }
}

function encode(text: string): ReturnType<typeof qrcode.create> {
  try {
    return qrcode.create(text, { errorCorrectionLevel: ERROR_CORRECTION })
  } catch {
    throw notEncodable()
  }
}

/** The error for text that no QR code holds. Says nothing of the text, which usually contains a secret. */
export function notEncodable(): MusterError {
  return new MusterError("ERR_INVALID_INPUT", "The text is empty or too long for a QR code.", { field: "text" })
}
