import { acknowledgementOf, type Write } from "./client/ledger.ts";
import { type OutageKind, outageAt, type Plan } from "./faults/plan.ts";
import { type ChaosResult, faultsOf } from "./run.ts";

/** A run in words: what was done to the platform, what clients saw, and what the books say. */
export function reportOf(result: ChaosResult): string {
  const { options, plan, ledger, kills, injected, errors, converged, proof } = result;
  const faults = faultsOf(result);
  return [
    `seed ${options.seed}, ${options.lastsMs / 1_000} s, ${options.clients} clients, ${proof.tenants - 1} shops`,
    "",
    "injected",
    line(kills, "kills of workerd"),
    ...(["down", "lost", "slow"] as const).map((kind) =>
      line(`${secondsOf(plan, kind)} s`, `in which D1 was ${kind}`),
    ),
    ...counted(injected),
    ...counted(ledger.closings),
    "",
    "clients",
    line(ledger.writes.length, "writes"),
    ...counted(outcomesOf(ledger.writes)),
    line(whileDown(plan, ledger.writes), "answered well while D1 was down"),
    line(ledger.replays, "sent again after their answer"),
    line(ledger.reads, "reads"),
    line(ledger.looks, "times that ops was compared with the tables"),
    ...counted(new Map([...ledger.sights].map(([cache, n]) => [`looks at the store: ${cache}`, n]))),
    ...counted(
      new Map([...ledger.statuses].map(([status, n]) => [status === 0 ? "no answer" : `${status}`, n])),
    ),
    "",
    "what was acknowledged",
    ...counted(acknowledgedBy(ledger.writes)),
    "",
    "the product's log",
    ...counted(errors),
    "",
    "in the quiet",
    line(
      typeof converged === "number" ? `${converged} ms` : "never",
      "until every subscription was at its head",
    ),
    line(result.deadLetters, "dead letters replayed"),
    line(proof.events, "events in the logs"),
    line(proof.rows, "rows in the read model"),
    line(proof.mails, "order confirmations"),
    "",
    ...(faults.length === 0
      ? ["Every acknowledged write is there once, and the read model is what the write model says."]
      : [
          `${faults.length} faults with seed ${options.seed}; state in ${result.stateDir}`,
          ...faults.slice(0, mostShown).map((fault) => `  ${fault}`),
        ]),
  ].join("\n");
}

const mostShown = 20;

function outcomesOf(writes: readonly Write[]): ReadonlyMap<string, number> {
  const counts = { acknowledged: 0, refused: 0, unknown: 0, "attempts without an answer": 0 };
  for (const { attempts } of writes) {
    const kinds = attempts.map(({ outcome }) => outcome.kind);
    if (kinds.includes("done")) counts.acknowledged += 1;
    else if (kinds.includes("refused")) counts.refused += 1;
    else counts.unknown += 1;
    counts["attempts without an answer"] += kinds.filter((kind) => kind === "lost").length;
  }
  return new Map(Object.entries(counts));
}

function secondsOf({ outages }: Plan, kind: OutageKind): string {
  const ms = outages
    .filter((one) => one.kind === kind)
    .reduce((sum, { from, until }) => sum + until - from, 0);
  return (ms / 1_000).toFixed(1);
}

/** Writers need no read model. */
function whileDown(plan: Plan, writes: readonly Write[]): number {
  const attempts = writes.flatMap((write) => write.attempts);
  return attempts.filter(({ at, outcome }) => outcome.kind === "done" && outageAt(plan, at) === "down")
    .length;
}

function acknowledgedBy(writes: readonly Write[]): ReadonlyMap<string, number> {
  const done = writes.filter((write) => acknowledgementOf(write) !== undefined);
  return new Map([...Map.groupBy(done, ({ what }) => what)].map(([what, all]) => [what, all.length]));
}

function counted(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, times]) => line(times, what));
}

function line(times: number | string, what: string): string {
  return `${String(times).padStart(10)}  ${what}`;
}
