import type { Registry } from "../../src/kernel/registry.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import type { Context } from "../../src/kernel/write/command.ts";
import type { Schedules } from "../storage/schedules.ts";
import type { ObjectStorage } from "../storage/storage.ts";

/** What a transaction needs from the object around it. */
export interface TransactionDeps {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly schedules: Schedules;
  readonly now: () => number;
  readonly random: Random;
  readonly newBearerToken: Context["newBearerToken"];
  /** When the relay should look at what it did not get rid of at once. */
  readonly relayWithinMs: number;
  /** Where the log is full, in bytes. */
  readonly mostLogBytes: number;
  /** How long events stay in the log at least. */
  readonly eventRetentionMs: number;
  /** Whether a refusal may still be written down, or is one of a flood. */
  readonly admitRefusal: () => boolean;
  /** A command has changed something. Part of its transaction. */
  readonly changed: () => void;
}
