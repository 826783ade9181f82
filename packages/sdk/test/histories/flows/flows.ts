import { admins, sessions } from "./admins.js"
import { everyday, replacing } from "./everyday.js"
import { guessing } from "./guessing.js"
import { hosts, lostAnswers } from "./lost-answers.js"
import { outages, rotation } from "./machines.js"
import type { Flow } from "./steps.js"

/** Each with how often it is played: those that take many commands less than the others. */
export const flows: readonly { readonly weight: number; readonly flows: readonly Flow[] }[] = [
  { weight: 8, flows: everyday },
  { weight: 3, flows: replacing },
  { weight: 4, flows: lostAnswers },
  { weight: 3, flows: hosts },
  { weight: 4, flows: admins },
  { weight: 3, flows: sessions },
  { weight: 1, flows: guessing },
  { weight: 2, flows: rotation },
  { weight: 1, flows: outages },
]
