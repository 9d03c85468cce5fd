import { isWithin } from "../../kernel/clock.ts";
import { type CheckDeps, check } from "./checks.ts";
import { judge, type Readiness } from "./judgement.ts";
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
