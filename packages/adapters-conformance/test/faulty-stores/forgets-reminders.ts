import { storeFault } from "./fault.js"

/** Writes the mail of a reminder beside its record and not with it: a run that is made again mails everybody twice. */
export const forgetsReminders = storeFault("writes a reminder that was recorded before", "reminders", (store) => ({
  saveReminders: (claim, progress) =>
    store.saveReminders(claim, {
      ...progress,
      reminders: progress.reminders.map((reminder) => ({ ...reminder, key: `${reminder.key}:${reminder.mail.id}` })),
    }),
}))
