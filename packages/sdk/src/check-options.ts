import {
  createSecretBox,
  createTicketSeal,
  isOtpauthName,
  MusterError,
  resolveTotpParameters,
  systemClock,
  systemRandom,
} from "@muster/core"
import {
  type AccountSettings,
  type Build,
  type BuildInput,
  type Client,
  isTimeZone,
  type MinimumRules,
  type ParsedCatalogueBuild,
  type Platform,
  parseBuild,
  parseCatalogue,
} from "@muster/policy"
import type { BuildOptions, MusterOptions } from "./api/options.js"
import { createClockGuard } from "./clock-guard.js"
import type { Dependencies } from "./dependencies.js"
import { settingsSchema } from "./state/account-state.js"

/** Checks the options once, so that no call has to. */
export function checkOptions(options: MusterOptions): Dependencies {
  const { keys, builds } = options
  const random = options.random ?? systemRandom
  const clock = options.clock ?? systemClock
  return {
    store: required(options.store, "store"),
    mailer: required(options.mailer, "mailer"),
    mailBudget: options.mailBudget ?? null,
    keys: required(keys, "keys"),
    secrets: createSecretBox({ keys, random }),
    tickets: createTicketSeal({ keys, random }),
    directory: options.directory ?? null,
    issuer: checkIssuer(options.issuer),
    totp: resolveTotpParameters(options.totp),
    emailCodeDigits: checkEmailCodeDigits(options.emailCode?.digits),
    defaults: checkDefaults(options.defaults ?? {}),
    minimum: builds === undefined ? null : checkMinimum(builds),
    ungroupedMachines: builds?.ungroupedMachines ?? false,
    catalogue: catalogueReader(builds),
    updateUrl: updateUrlReader(builds?.updateUrl),
    sendMail: options.sendMail ?? "inline",
    clock,
    clockGuard: createClockGuard(clock),
    random,
  }
}

function required<T>(value: T | undefined, field: string): T {
  if (value == null) throw fault(field, "is missing")
  return value
}

function checkIssuer(issuer: unknown): string {
  if (typeof issuer === "string" && issuer.length <= 60 && !/\p{Cf}/u.test(issuer) && isOtpauthName(issuer))
    return issuer
  throw fault("issuer", "is 1 to 60 characters without a colon, control characters or outer spaces")
}

function checkEmailCodeDigits(digits: unknown = 6): 6 | 7 | 8 {
  if (digits === 6 || digits === 7 || digits === 8) return digits
  throw fault("emailCode.digits", "is 6, 7 or 8")
}

function checkDefaults(defaults: Partial<AccountSettings>): Partial<AccountSettings> {
  const parsed = settingsSchema.safeParse(defaults)
  if (defaults.timeZone !== undefined && !isTimeZone(defaults.timeZone)) {
    throw fault("defaults.timeZone", "is not an IANA time zone")
  }
  if (parsed.success) return defaults
  throw fault(["defaults", ...(parsed.error.issues[0]?.path ?? [])].join("."), "is not a setting of an account")
}

function checkMinimum({ minimum, minimumByPlatform = {}, features = [], allowPreRelease }: BuildOptions): MinimumRules {
  const byPlatform: Partial<Record<Platform, Build | null>> = {}
  for (const [platform, build] of Object.entries(minimumByPlatform) as [Platform, BuildInput | null | undefined][]) {
    if (build === undefined) continue
    byPlatform[platform] = build === null ? null : checkBuild(build, `builds.minimumByPlatform.${platform}`)
  }
  return {
    minimum: checkBuild(minimum, "builds.minimum"),
    byPlatform,
    features: features.map((feature, index) => ({
      ...feature,
      minimum: checkBuild(feature.minimum, `builds.features.${index}.minimum`),
    })),
    allowPreRelease: allowPreRelease ?? false,
  }
}

function checkBuild(input: unknown, field: string): Build {
  const parsed = parseBuild(input)
  if (parsed.kind === "parsed") return parsed.build
  throw fault(field, 'is not a build, such as "v4.3 b1575"')
}

function catalogueReader(builds: BuildOptions | undefined): () => Promise<readonly ParsedCatalogueBuild[]> {
  const { catalogue = [] } = builds ?? {}
  if (typeof catalogue === "function") return async () => checkCatalogue(await catalogue())
  const checked = checkCatalogue(catalogue)
  return async () => checked
}

function checkCatalogue(entries: Parameters<typeof parseCatalogue>[0]): readonly ParsedCatalogueBuild[] {
  const parsed = parseCatalogue(entries)
  if (parsed.kind === "parsed") return parsed.catalogue
  throw fault(`builds.catalogue.${parsed.index}`, "is not a build of a catalogue")
}

function updateUrlReader(updateUrl: BuildOptions["updateUrl"]): (client: Client) => string | null {
  return typeof updateUrl === "function" ? updateUrl : () => updateUrl ?? null
}

function fault(field: string, problem: string): MusterError {
  return new MusterError("ERR_CONFIGURATION", `${field} ${problem}`, { field })
}
