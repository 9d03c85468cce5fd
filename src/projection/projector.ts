import type { FailedAttempt, Verdict } from "../../durable-objects/delivery/attempts.ts";
import type { ParkedEvent } from "../../durable-objects/delivery/subscriptions.ts";
import type { JournalSlice } from "../../durable-objects/journal.ts";
import type { LogSlice } from "../../durable-objects/log.ts";
import type { Envelope } from "../kernel/event.ts";
import type { Random } from "../kernel/id.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage.ts";
import { readModelName } from "../kernel/subscription.ts";
import { type Followed, follow } from "./follow.ts";

/** A tenant's object as its followers see it. */
export interface TenantLog {
  eventsAfter(seq: number, limit: number): Promise<LogSlice | null>;
  journalAfter(seq: number, limit: number): Promise<JournalSlice | null>;
  acknowledge(subscription: string, epoch: number, seq: number): Promise<void>;
  failed(attempt: FailedAttempt): Promise<Verdict | null>;
  parked(subscription: string, event: ParkedEvent): Promise<void>;
}

export interface ProjectorDeps {
  readonly registry: Registry;
  /** Must read and write the primary. */
  readonly readModel: ReadModel;
  readonly log: (tenantId: string) => TenantLog;
  readonly now: () => number;
  readonly random: Random;
  readonly report: (run: RunReport) => void;
}

export interface RunReport {
  readonly tenant: string;
  readonly subscription: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly statements: number;
  readonly outcome: "projected" | "overtaken" | "parked" | "failed" | "set-aside" | "stopped";
  readonly error?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** Brings one tenant's views up to its log, with what was delivered as far as it joins on. */
export function projectTenant(
  deps: ProjectorDeps,
  tenantId: string,
  delivered: readonly Envelope[] = [],
): Promise<Followed> {
  return follow(deps, tenantId, readModelName, delivered);
}
