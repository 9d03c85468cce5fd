import type { Command } from "../write/command.ts";

/**
 * Commands that the infrastructure sends by itself. Modules provide them; a command that none provides is
 * skipped.
 */
export interface SystemCommands {
  /** A subscription needs its rows rebuilt. */
  readonly requestRebuild: Command;
  /** A rebuild has written another page. */
  readonly progressRebuild: Command;
  /** A rebuild has written its last page. */
  readonly completeRebuild: Command;
  /** Records a tenant's new epoch in the platform's object, before any call carries it. */
  readonly beginEpoch: Command;
}
