export { fromBase64url, toBase64url } from "./bytes.js"
export { canonicalizeCode, parseNumericCode } from "./codes/canonical-code.js"
export {
  type DigestEmailCodeInput,
  digestEmailCode,
  type EmailCodeBinding,
  type GenerateEmailCodeInput,
  generateEmailCode,
  type VerifyEmailCodeInput,
  verifyEmailCode,
} from "./codes/email-code.js"
export {
  type DigestRecoveryCodeInput,
  digestRecoveryCode,
  type GenerateRecoveryCodesInput,
  generateRecoveryCodes,
  parseRecoveryCode,
} from "./codes/recovery-codes.js"
export { isMusterError, MusterError, type MusterErrorCode, type MusterErrorDetails } from "./errors.js"
export { checkedKeys, type KeyCheck, type KeyCheckResult } from "./keys/checked-keys.js"
export { type CurrentKey, isKeyId, type KeyProvider, type KeyPurpose, type KnownKey } from "./keys/key-provider.js"
export {
  type KeyedDigest,
  type KeyedDigestInput,
  keyedDigest,
  type VerifyKeyedDigestInput,
  type VerifyKeyedDigestResult,
  verifyKeyedDigest,
} from "./keys/keyed-digest.js"
export { ephemeralKeys, type StaticKeys, staticKeyring } from "./keys/keyring.js"
export { type RandomSource, randomId, systemRandom } from "./random.js"
export type { SealContext } from "./sealed/envelope.js"
export { createSecretBox, type SecretBox, type SecretBoxOptions, sealedKeyId } from "./sealed/secret-box.js"
export { createTicketSeal, type TicketSeal, type TicketSealOptions } from "./sealed/ticket-seal.js"
export { isSingleAddress } from "./text/single-address.js"
export { type Clock, type Instant, systemClock } from "./time.js"
export { type AppWarning, AUTHENTICATOR_APPS, type AuthenticatorApp, appWarnings } from "./totp/authenticator-apps.js"
export { buildOtpauthUri, type OtpauthUriInput } from "./totp/build-otpauth-uri.js"
export { type GenerateTotpInput, generateTotp, totpStep } from "./totp/generate.js"
export { isOtpauthName } from "./totp/otpauth-name.js"
export { resolveTotpParameters, TOTP_DEFAULTS, type TotpParameters } from "./totp/parameters.js"
export { type ParseOtpauthUriResult, parseOtpauthUri } from "./totp/parse-otpauth-uri.js"
export { generateTotpSecret, type ImportTotpSecretOptions, importTotpSecret } from "./totp/secret.js"
export { formatSetupKey, type ParseSetupKeyResult, parseSetupKey, type SetupKey } from "./totp/setup-key.js"
export { type VerifyTotpInput, type VerifyTotpResult, verifyTotp } from "./totp/verify.js"
