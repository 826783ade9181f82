import type { Clock } from "@muster/core"
import jsqr from "jsqr"
import * as OTPAuth from "otpauth"
import { PNG } from "pngjs"

/** An authenticator app that shares no code with Muster: another library reads the link and computes the codes. */
export interface Phone {
  code(): string
}

export function phoneWith(otpauthUri: string, clock: Clock): Phone {
  const totp = OTPAuth.URI.parse(otpauthUri)
  if (!(totp instanceof OTPAuth.TOTP)) throw new Error("not a time-based link")
  return { code: () => totp.generate({ timestamp: clock.now() }) }
}

/** Reads a QR code from a picture, as a camera does. */
export function scan(png: Uint8Array): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(png))
  const found = jsqr.default(new Uint8ClampedArray(data), width, height)
  if (found === null) throw new Error("the camera found no QR code")
  return found.data
}
