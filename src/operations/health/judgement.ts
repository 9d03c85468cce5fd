import type { OutboxState } from "../../kernel/delivery/outbox.ts";
import type { CheckResult, Findings } from "./findings.ts";
import { type ModuleOf, modulesNamed } from "./modules.ts";

/** Whether the platform is ready. Everybody can read it: it has no secrets, no tenants and no errors. */
export interface Readiness {
  /** `degraded`: it serves, and something needs an operator. `unavailable`: do not send it requests. */
  readonly status: "ok" | "degraded" | "unavailable";
  /** What is wrong, in sentences. */
  readonly reasons: readonly string[];
  readonly checks: Checks;
  /** The modules by name. `unknown`: the read model, which has the dead letters, does not answer. */
  readonly modules: Readonly<Record<string, "ok" | "degraded" | "unknown">>;
}

/** The checks by name. One that is false has a reason. */
export interface Checks {
  readonly readModel: boolean;
  readonly writer: boolean;
  readonly queue: boolean;
  /** False while there is an open dead letter, as far as anybody knows. */
  readonly deliveries: boolean;
}

/** Judges what the checks found. `names` are all modules. */
export function judge(findings: Findings, names: readonly string[], moduleOf: ModuleOf): Readiness {
  const queue = judgeQueue(findings.outbox, findings.at);
  const letters = modulesNamed(findings.openLetters ?? [], moduleOf.letter);
  const parked = modulesNamed(findings.outbox?.parked ?? [], moduleOf.event);
  const checks = {
    readModel: findings.readModel === "ok",
    writer: findings.writer === "ok",
    // What an object of older code does not say is no fault.
    queue: queue === null && (findings.outbox !== null || findings.writer === "ok"),
    deliveries: (findings.openLetters ?? []).length === 0,
  };
  const reasons = [
    sentence(readModelReasons, findings.readModel),
    sentence(writerReasons, findings.writer),
    queue?.reason ??
      (findings.outbox === null && checks.writer ? "The state of the queue is unknown." : null),
    ...letters.map((name) => `Events of ${name} could not be applied. They wait as dead letters.`),
    ...parked.map((name) => `The platform's events of ${name} wait for newer code.`),
  ].filter((reason) => reason !== null);
  const isCritical = !checks.readModel || !checks.writer || queue?.critical === true;
  const ill = new Set([...letters, ...parked]);
  const well = findings.openLetters === null ? "unknown" : "ok";
  return {
    status: isCritical ? "unavailable" : reasons.length > 0 ? "degraded" : "ok",
    reasons,
    checks,
    modules: Object.fromEntries(names.map((name) => [name, ill.has(name) ? "degraded" : well])),
  };
}

const degradedAboveSeconds = 30;
const criticalAboveSeconds = 300;

/**
 * A queue cannot be asked. What the platform's object sends shows whether it works: an outbox that waits long, or
 * notifications that the queue did not accept. The object then calls the projector itself, so that alone is not critical.
 */
function judgeQueue(outbox: OutboxState | null, now: number) {
  if (outbox === null) return null;
  const { waitingSince, refusedAt } = outbox;
  const waits = waitingSince === null ? 0 : secondsBetween(waitingSince, now);
  if (waits > degradedAboveSeconds) {
    const reason = `Events of the platform have waited for ${waits} seconds to be processed.`;
    return { reason, critical: waits > criticalAboveSeconds };
  }
  const refused = refusedAt === null ? null : secondsBetween(refusedAt, now);
  // Nothing may have been sent since. An old refusal says nothing about now.
  if (refused === null || refused > criticalAboveSeconds) return null;
  return { reason: "The queue did not accept the platform's last notifications.", critical: false };
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 1000));
}

type Reasons = Readonly<Record<Exclude<CheckResult, "ok">, string>>;

const readModelReasons: Reasons = {
  silent: "The read model does not answer.",
  late: "The read model takes longer than a second to answer.",
  unmigrated: "The read model has not been set up: its migrations have to be applied.",
  lost: "The read model has lost the platform's own data, which is now restored.",
};

const writerReasons: Reasons = {
  ...readModelReasons,
  silent: "The write side does not answer.",
  late: "The write side takes longer than a second to answer.",
};

function sentence(reasons: Reasons, result: CheckResult): string | null {
  return result === "ok" ? null : reasons[result];
}
