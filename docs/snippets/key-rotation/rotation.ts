import { explain, type Muster } from "@muster/sdk"

/** What is sealed under which key. */
export async function show(muster: Muster) {
  for (const { keyId, state, records } of await muster.keys.status()) console.log(keyId, state, records)
}

/** The job that sends mail seals again, too. */
export async function work(muster: Muster) {
  const { resealed } = await muster.jobs.run({ deadlineSeconds: 60 })
  console.log("sealed again:", resealed)
}

/** Whether the old key can go. */
export async function mayGo(muster: Muster) {
  const answer = await muster.keys.retire({ keyId: "2026" })
  console.log(explain(answer).detail)
  return answer.kind === "retired"
}
