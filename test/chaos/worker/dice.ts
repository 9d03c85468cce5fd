import { env } from "cloudflare:workers";
import { createRandom } from "../../../local/node/random.ts";
import type { Plan, Rates } from "../faults/plan.ts";

// The harness hands its plan over in a variable, of which the product's own environment knows nothing.
export const plan: Plan = JSON.parse((env as unknown as { readonly CHAOS_PLAN: string }).CHAOS_PLAN);

// After each crash another stretch of numbers, or the same misfortune would come again and again.
const random = createRandom(plan.seed * 1_000_003 + Date.now() - plan.from);

export function isQuiet(): boolean {
  const now = Date.now();
  return now < plan.from || now >= plan.until;
}

/** Whether it happens this time. If so, a line says it. */
export function befalls(what: keyof Rates, where: string = what): boolean {
  if (isQuiet() || random() >= plan.rates[what]) return false;
  note(where);
  return true;
}

/** A number in [0, 1). */
export const roll = random;

export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}

/** Tells the harness what was injected. */
export function note(injected: string): void {
  console.log(JSON.stringify({ chaos: injected }));
}
