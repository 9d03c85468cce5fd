import type { Heard, Shot } from "../driver/request.ts";
import type { Attack } from "../generators/attack.ts";

/** Something that must not be, and how to see it. */
export interface Fault {
  readonly kind: string;
  readonly what: string;
  readonly fault: string;
  /** The smallest request that shows it. Null where it is about more than one. */
  readonly shot: Shot | null;
}

interface Count {
  requests: number;
  /** By the first digit of the status. */
  readonly statuses: Map<string, number>;
}

const mostSlow = 10;

/** What was done and how it went. */
export class Tally {
  readonly byKind = new Map<string, Count>();
  readonly faults: Fault[] = [];
  readonly slowest: { readonly ms: number; readonly asked: string }[] = [];
  requests = 0;

  add({ kind, what, shot }: Attack, { status, ms }: Heard): void {
    this.requests += 1;
    const count = this.byKind.get(kind) ?? { requests: 0, statuses: new Map() };
    this.byKind.set(kind, count);
    count.requests += 1;
    const group = status === 0 ? "none" : `${Math.floor(status / 100)}xx`;
    count.statuses.set(group, (count.statuses.get(group) ?? 0) + 1);
    const fastest = this.slowest.at(-1)?.ms ?? 0;
    if (this.slowest.length >= mostSlow && ms <= fastest) return;
    this.slowest.push({
      ms,
      asked: `${shot.method} ${shot.path.slice(0, 80)} – ${kind}: ${what.slice(0, 60)}`,
    });
    this.slowest.sort((a, b) => b.ms - a.ms);
    this.slowest.length = Math.min(this.slowest.length, mostSlow);
  }

  /** The same fault of the same thing is kept once. */
  blame(fault: Fault, of: string): void {
    if (this.isNew(fault.fault, of)) this.faults.push(fault);
  }

  /** Whether nobody has asked for the same fault of the same thing. */
  isNew(fault: string, of: string): boolean {
    const name = `${of} ${withoutNames(fault)}`;
    if (this.#known.has(name)) return false;
    this.#known.add(name);
    return true;
  }

  readonly #known = new Set<string>();
}

function withoutNames(fault: string): string {
  return fault.replaceAll(/[0-9A-Za-z_-]{20,}|\d+/g, "…").slice(0, 160);
}
