import {
  checkedKeys,
  createSecretBox,
  createTicketSeal,
  isOtpauthName,
  resolveTotpParameters,
  systemClock,
  systemRandom,
} from "@muster/core"
import { limits } from "@muster/enrollment"
import { type AccountSettings, isTimeZone } from "@muster/policy"
import type { MusterOptions } from "./api/options.js"
import { checkBuildOptions } from "./check-build-options.js"
import { createClockGuard } from "./clock-guard.js"
import type { Dependencies } from "./dependencies.js"
import { faultOf } from "./input.js"
import { createQuietTime } from "./jobs/quiet-time.js"
import { createLog } from "./logging/log.js"
import { expectOptions, expectPort, optionFault } from "./option-faults.js"
import { directoryInTime } from "./people/directory-in-time.js"
import type { UserDirectory } from "./ports/index.js"
import { createSessionStates } from "./sessions/session-states.js"
import { settingsSchema } from "./state/account-state.js"

const musterOptions = {
  store: true,
  mailer: true,
  mailBudget: true,
  keys: true,
  issuer: true,
  directory: true,
  builds: true,
  totp: true,
  emailCode: true,
  defaults: true,
  sendMail: true,
  retention: true,
  cacheSeconds: true,
  freshProofMinutes: true,
  logger: true,
  clock: true,
  random: true,
} satisfies Record<keyof MusterOptions, true>

const mostFreshMinutes = limits.freshSignInSeconds / 60

/**
 * Checks the options once, so that no call has to.
 *
 * @throws ERR_CONFIGURATION with the option at fault
 */
export function checkOptions(options: MusterOptions): Dependencies {
  expectOptions(options, musterOptions)
  const { mailBudget, directory, logger = console } = options
  const store = required(options.store, "store")
  const keys = checkedKeys(required(options.keys, "keys"), (check) => store.checkKey(check))
  const random = options.random ?? systemRandom
  const clock = options.clock ?? systemClock
  const log = createLog(expectPort(logger, { warn: true, error: true }, "logger"))
  return {
    store,
    mailer: expectPort(required(options.mailer, "mailer"), { send: true }, "mailer"),
    mailBudget: mailBudget === undefined ? null : expectPort(mailBudget, { spend: true }, "mailBudget"),
    keys,
    secrets: createSecretBox({ keys, random }),
    tickets: createTicketSeal({ keys, random }),
    directory: directory === undefined ? null : directoryInTime(checkDirectory(directory), log),
    issuer: checkIssuer(options.issuer),
    totp: resolveTotpParameters(options.totp),
    emailCodeDigits: checkEmailCodeDigits(options.emailCode),
    defaults: checkDefaults(options.defaults ?? {}),
    ...checkBuildOptions(options.builds),
    sendMail: checkSendMail(options.sendMail),
    sessionStates: createSessionStates(checkCacheSeconds(options.cacheSeconds)),
    freshProofSeconds: checkFreshProofMinutes(options.freshProofMinutes) * 60,
    clock,
    clockGuard: createClockGuard(clock, log),
    quietReseal: createQuietTime(),
    quietPrune: createQuietTime(),
    log,
    eventsDays: checkRetention(options.retention),
    random,
  }
}

function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw optionFault(field, "is missing")
  return value
}

function checkDirectory(directory: UserDirectory): UserDirectory {
  return expectPort(directory, { list: true, get: true }, "directory")
}

function checkIssuer(issuer: unknown): string {
  if (typeof issuer === "string" && issuer.length <= 60 && !/\p{Cf}/u.test(issuer) && isOtpauthName(issuer))
    return issuer
  throw optionFault("issuer", "is 1 to 60 characters without a colon, control characters or outer spaces")
}

function checkEmailCodeDigits(emailCode: MusterOptions["emailCode"] = {}): 6 | 7 | 8 {
  expectOptions(emailCode, { digits: true }, "emailCode")
  const digits: unknown = emailCode.digits ?? 6
  if (digits === 6 || digits === 7 || digits === 8) return digits
  throw optionFault("emailCode.digits", "is 6, 7 or 8")
}

function checkDefaults(defaults: Partial<AccountSettings>): Partial<AccountSettings> {
  const parsed = settingsSchema.strict().safeParse(defaults)
  if (!parsed.success) {
    const { path, what } = faultOf(parsed.error)
    throw optionFault(path === "" ? "defaults" : `defaults.${path}`, `is ${what}`)
  }
  if (defaults.timeZone !== undefined && !isTimeZone(defaults.timeZone)) {
    throw optionFault("defaults.timeZone", "is not an IANA time zone")
  }
  return defaults
}

function checkCacheSeconds(cacheSeconds: unknown = 0): number {
  if (typeof cacheSeconds === "number" && cacheSeconds >= 0 && cacheSeconds <= 5) return cacheSeconds
  throw optionFault("cacheSeconds", "is 0 to 5")
}

function checkFreshProofMinutes(minutes: unknown = mostFreshMinutes): number {
  if (typeof minutes === "number" && minutes >= 1 && minutes <= mostFreshMinutes) return minutes
  throw optionFault("freshProofMinutes", `is 1 to ${mostFreshMinutes}`)
}

function checkSendMail(sendMail: unknown = "inline"): "inline" | "jobs" {
  if (sendMail === "inline" || sendMail === "jobs") return sendMail
  throw optionFault("sendMail", 'is "inline" or "jobs"')
}

function checkRetention(retention: MusterOptions["retention"] = {}): number | null {
  expectOptions(retention, { eventsDays: true }, "retention")
  const days: unknown = retention.eventsDays
  if (days === undefined) return null
  if (typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= 36_500) return days
  throw optionFault("retention.eventsDays", "is a whole number from 1 to 36,500")
}
