import type { Registry } from "../../src/kernel/registry.ts";
import type { Done } from "../../src/kernel/telemetry/measure.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import type { RefusalBudget } from "../audit/refusal-budget.ts";
import type { Schedules } from "../storage/schedules.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import type { ShopperBudget } from "./shopper-budget.ts";

/** What a transaction needs from the object. */
export interface TransactionDeps {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly schedules: Schedules;
  readonly now: () => number;
  readonly random: Random;
  /** When the relay should check again after a command. */
  readonly relayWithinMs: number;
  /** The maximum size of the log, in bytes. */
  readonly mostLogBytes: number;
  /** How long events stay in the log, at least. */
  readonly eventRetentionMs: number;
  readonly refusals: RefusalBudget;
  /** How much shoppers may write. */
  readonly shopperBudget: ShopperBudget;
  /** Whether commands take tokens from buckets. */
  readonly tokenBuckets: boolean;
  /** Called after a command's transaction, but not if it was a repeat. */
  readonly counted: (done: Done) => void;
  /** Called after a command has changed something, in its transaction. */
  readonly changed: () => void;
}
