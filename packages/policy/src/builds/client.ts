/** What a client runs on. */
export type Platform = "windows" | "mac" | "linux" | "web" | "ios" | "android" | "cli"

/** The app instance that signs in. */
export interface Client {
  /** What it runs on. */
  readonly platform: Platform
  /** The version and build that the client reports, unparsed. */
  readonly build?: string | undefined
  /** True for a web page that is shown on a phone. */
  readonly onPhone?: boolean | undefined
  /** The device group that the machine is in. */
  readonly deviceGroupId?: string | undefined
}
