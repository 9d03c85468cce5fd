import { isWithin } from "../../kernel/clock.ts";
import { type CheckDeps, check } from "./checks.ts";
import { type Checks, judge, type Readiness } from "./judgement.ts";
import { moduleFinder } from "./modules.ts";

const pauseMs = 1_000;

/** The last result in this isolate. */
let last: { readonly at: number; readonly readiness: Readiness } | null = null;

/** Whether the platform is ready, checked at most once a second: a flood of calls does not reach the databases. */
export async function readinessOf(deps: CheckDeps): Promise<Readiness> {
  const { registry, now } = deps;
  if (last !== null && isWithin(last.at + pauseMs, now, pauseMs)) return last.readiness;
  const findings = await check(deps);
  const names = registry.modules.map(({ name }) => name);
  last = { at: now, readiness: judge(findings, names, moduleFinder(registry)) };
  return last.readiness;
}

/** The checks as values of a metric: 1 if it passes, else 0. */
export function gaugesOf({ readModel, writer, queue, deliveries }: Checks): Readonly<Record<string, 0 | 1>> {
  const gauge = (passes: boolean) => (passes ? 1 : 0);
  return {
    read_model: gauge(readModel),
    writer: gauge(writer),
    queue: gauge(queue),
    deliveries: gauge(deliveries),
  };
}
