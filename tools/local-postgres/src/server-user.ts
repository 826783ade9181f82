import { spawnSync } from "node:child_process"

/** Who runs the server, in the form that `spawn` takes; empty for ourselves. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

/** Postgres refuses to run as root, so root hands the server to `nobody`. */
export function serverUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {}
}

/** Runs a program to its end and says whether it succeeded. */
export function succeeds(
  command: string,
  args: readonly string[],
  options: ServerUser & { cwd?: string } = {},
): boolean {
  // Our own working directory may be one that the server's user cannot enter.
  return spawnSync(command, args, { cwd: "/", ...options, stdio: "ignore" }).status === 0
}

function idOf(flag: "-u" | "-g"): number {
  return Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout)
}
