import { MusterError } from "@muster/core"
import type { Log } from "../logging/log.js"
import type { UserDirectory } from "../ports/index.js"
import { withinSeconds } from "../within-seconds.js"

/** Well below the lease of a page of reminders. */
const answerSeconds = 20

/**
 * The host's directory, with an end to its patience: one that hangs holds up neither the jobs of all accounts nor an admin's page.
 *
 * @throws ERR_CONFIGURATION with the field `directory`, and `retryable`, where it does not answer in time
 */
export function directoryInTime(directory: UserDirectory, log: Log): UserDirectory {
  const inTime = <T>(accountId: string, asked: Promise<T>): Promise<T> =>
    withinSeconds(answerSeconds, asked, () => {
      log("directory-late", { accountId })
      throw new MusterError("ERR_CONFIGURATION", `the directory did not answer within ${answerSeconds} s`, {
        field: "directory",
        retryable: true,
      })
    })
  return {
    list: (input) => inTime(input.accountId, directory.list(input)),
    get: (key) => inTime(key.accountId, directory.get(key)),
  }
}
