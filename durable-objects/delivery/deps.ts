import type { Registry } from "../../src/kernel/registry.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import type { OutboxDeps } from "./outbox.ts";

/** What delivery needs from the object around it. */
export interface DeliveryDeps extends Pick<OutboxDeps, "send" | "wake" | "report"> {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly now: () => number;
  readonly random: Random;
  /** Goes on after the answer has left. */
  readonly background: (work: Promise<void>) => void;
  /** A scheduled job failed and will be tried again, the log is not what its subscriptions know, or a reaction missed events. */
  readonly failed: (job: string, error: unknown) => void;
}
