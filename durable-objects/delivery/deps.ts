import type { Registry } from "../../src/kernel/registry.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import type { OutboxDeps } from "./outbox.ts";

/** What delivery needs from the object. */
export interface DeliveryDeps extends Pick<OutboxDeps, "send" | "wake" | "report"> {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly now: () => number;
  readonly random: Random;
  /** Runs after the answer was sent. */
  readonly background: (work: Promise<void>) => void;
  /**
   * Reports that a scheduled job failed and will be retried, that a subscription is ahead of the log, or that a
   * reaction missed events.
   */
  readonly failed: (job: string, error: unknown) => void;
}
