import { isWithin } from "../../kernel/clock.ts";
import { type CheckDeps, check } from "./checks.ts";
import { judge, type Readiness } from "./judgement.ts";
import { moduleFinder } from "./modules.ts";

const pauseMs = 1_000;

/** How long a check takes at most: a second, and a little more. */
const patienceMs = 2_000;
let checkingUntil: number | undefined;

/** The last result in this isolate. */
let last: { readonly at: number; readonly readiness: Readiness } | null = null;

/** Whether the platform is ready, checked at most once a second: a flood of calls does not reach the databases. */
export async function readinessOf(deps: CheckDeps): Promise<Readiness> {
  const { registry, now } = deps;
  if (
    last !== null &&
    (isWithin(last.at + pauseMs, now, pauseMs) || isWithin(checkingUntil, now, patienceMs))
  )
    return last.readiness;
  // Those who ask meanwhile are told what was found before, but for the first time in an isolate.
  checkingUntil = now + patienceMs;
  const findings = await check(deps);
  checkingUntil = undefined;
  const names = registry.modules.map(({ name }) => name);
  last = { at: now, readiness: judge(findings, names, moduleFinder(registry)) };
  return last.readiness;
}
