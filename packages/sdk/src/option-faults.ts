import { MusterError } from "@muster/core"

/** Says what is wrong with an option. */
export function optionFault(field: string, problem: string): MusterError {
  return new MusterError("ERR_CONFIGURATION", `${field} ${problem}`, { field })
}

/**
 * Refuses a name that is no option, since a slip would do nothing, and `null`, which is none of the ways to leave an
 * option out.
 */
export function expectOptions(options: unknown, known: Readonly<Record<string, true>>, field = ""): void {
  if (typeof options !== "object" || options === null) throw optionFault(field || "options", "is no object of options")
  for (const [name, value] of Object.entries(options)) {
    const path = field === "" ? name : `${field}.${name}`
    if (!Object.hasOwn(known, name)) throw optionFault(path, "is no option")
    if (value === null) throw optionFault(path, "is null: leave it out instead")
  }
}

/** Refuses what lacks a function of a port, so that it shows at the start and not at the first call. */
export function expectPort<T extends object>(port: T, functions: Readonly<Record<keyof T, true>>, field: string): T {
  for (const name of Object.keys(functions) as (keyof T & string)[]) {
    if (typeof port[name] !== "function") throw optionFault(`${field}.${name}`, "is no function")
  }
  return port
}
