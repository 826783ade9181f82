import type { TotpParameters } from "./parameters.js"

/**
 * An authenticator app and the parameters that it is known to honour. A value not listed is ignored, refused or
 * unknown.
 */
export interface AuthenticatorApp {
  /** The name of the app. */
  readonly name: string
  /** Code lengths. */
  readonly digits: readonly TotpParameters["digits"][]
  /** Periods, in seconds. */
  readonly periodSeconds: readonly TotpParameters["periodSeconds"][]
  /** Hash functions. */
  readonly algorithms: readonly TotpParameters["algorithm"][]
}

const everything = {
  digits: [6, 7, 8, 9],
  periodSeconds: [30, 60],
  algorithms: ["SHA-1", "SHA-256", "SHA-512"],
} as const

const defaultsOnly = { digits: [6], periodSeconds: [30], algorithms: ["SHA-1"] } as const

/**
 * What common apps honour, each entry with its source. An app that ignores a parameter shows codes that never work, and
 * says nothing; so `defaultsOnly` also holds where versions or platforms of one app differ.
 */
export const AUTHENTICATOR_APPS: readonly AuthenticatorApp[] = [
  // https://github.com/google/google-authenticator/wiki/Key-Uri-Format: algorithm and period ignored, digits on Android
  // too
  { name: "Google Authenticator", ...defaultsOnly },
  // https://github.com/puddly/android-otp-extractor/issues/33 (digits),
  // https://github.com/privacyidea/privacyidea/issues/3634 (period),
  // https://github.com/BrandonPotter/GoogleAuthenticator/issues/228 (algorithm)
  { name: "Microsoft Authenticator", ...defaultsOnly },
  // https://github.com/sec51/twofactor/issues/11 (digits), https://github.com/privacyidea/privacyidea/issues/1156
  // (period), https://github.com/BrandonPotter/GoogleAuthenticator/issues/228 (algorithm)
  { name: "Authy", ...defaultsOnly },
  // OtpInfo.java and TotpInfo.java of https://github.com/beemdevelopment/Aegis: 1 to 10 digits, any period
  { name: "Aegis", ...everything },
  // Token.java and Code.java of https://github.com/freeotp/freeotp-android: 6 to 9 digits, 5 seconds or more
  { name: "FreeOTP for Android", ...everything },
  // Totp.cpp of https://github.com/keepassxreboot/keepassxc: 1 to 10 digits, up to a day
  { name: "KeePassXC", ...everything },
]

/** A parameter that some app of {@link AUTHENTICATOR_APPS} does not honour. */
export type AppWarning = "digits-not-universal" | "period-not-universal" | "algorithm-not-universal"

/**
 * Names the parameters that keep common authenticator apps from working. With one of these, tell people which app to
 * use; {@link AUTHENTICATOR_APPS} says which. Only 6 digits, 30 seconds and SHA-1 work everywhere.
 *
 * @returns the warnings, none for {@link TOTP_DEFAULTS}
 */
export function appWarnings(parameters: TotpParameters): readonly AppWarning[] {
  const honoured = (test: (app: AuthenticatorApp) => boolean) => AUTHENTICATOR_APPS.every(test)
  const warnings: AppWarning[] = []
  if (!honoured((app) => app.digits.includes(parameters.digits))) warnings.push("digits-not-universal")
  if (!honoured((app) => app.periodSeconds.includes(parameters.periodSeconds))) warnings.push("period-not-universal")
  if (!honoured((app) => app.algorithms.includes(parameters.algorithm))) warnings.push("algorithm-not-universal")
  return warnings
}
