import { createMuster, type MusterOptions } from "@muster/sdk"

export const openMuster = (ports: MusterOptions) =>
  createMuster({
    ...ports,
    sendMail: "jobs",
    retention: { eventsDays: 365 },
  })
