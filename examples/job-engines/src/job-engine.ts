import type { ClientBase, Pool } from "pg"

/** A job engine on one machine, which runs Muster's jobs beside the host's own. */
export interface JobEngine {
  /**
   * Asks for a run that does not wait for the schedule. On a client with an open transaction it is a statement like the
   * others: no machine sees it before the commit, and after a rollback it was never asked for.
   */
  wakeUp(client: Pool | ClientBase): Promise<void>
  /** Takes no more work, tells the run under way to take none, and waits until what that had begun is done. */
  stop(): Promise<void>
}
