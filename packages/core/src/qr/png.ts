import qrcode from "qrcode"
import { MusterError } from "../errors.js"
import { ERROR_CORRECTION, notEncodable, QUIET_ZONE } from "./symbol.js"

/** Options of {@link qrPng}. */
export interface QrPngOptions {
  /** Pixels to a module, 1 to 32; 8 when left out, which makes a setup URI about 360 pixels wide. */
  readonly scale?: number | undefined
}

/**
 * Draws text as a QR code in PNG, dark on white with its quiet zone. Needs Node; use {@link qrSvg} elsewhere.
 *
 * @throws ERR_INVALID_INPUT for text that is empty or does not fit, and for another scale.
 */
export async function qrPng(text: string, { scale = 8 }: QrPngOptions = {}): Promise<Uint8Array> {
  if (!Number.isInteger(scale) || scale < 1 || scale > 32) {
    throw new MusterError("ERR_INVALID_INPUT", "The scale must be 1 to 32 pixels.", { field: "scale" })
  }
  const options = { type: "png", errorCorrectionLevel: ERROR_CORRECTION, margin: QUIET_ZONE, scale } as const
  try {
    return Uint8Array.from(await qrcode.toBuffer(text, options))
  } catch {
    throw notEncodable()
  }
}
