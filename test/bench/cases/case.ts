import type { Platform } from "../../../local/platform/platform.ts";
import type { Load, Workload } from "../load/workload.ts";
import type { Shop } from "../shop.ts";

/** Something that is measured against a floor. */
export interface Case {
  readonly name: string;
  readonly floorName: string;
  /** The ratio to reach. Null where nobody has set one. */
  readonly target: number | null;
  /** The Worker's setting `READ_CACHE`: all layers of the cache, or none that the platform shares. */
  readonly cache: "on" | "memory";
  /** Whether a turn is long enough to warm up by itself. */
  readonly isLong?: true;
  readonly open: (bench: Bench) => Promise<Sides>;
}

/** What a case may use. */
export interface Bench {
  readonly url: string;
  readonly floorUrl: string;
  readonly platform: Platform;
  /** A shop with a large catalogue in many languages, which cases share. */
  readonly shop: Shop;
  readonly locales: readonly string[];
  readonly products: number;
  /** Opens a shop for one case. */
  readonly newShop: (products: number) => Promise<Shop>;
  readonly load: (workload: Workload) => Promise<Load>;
  /** Waits until the read model has all events of a shop. Returns how many milliseconds that took. */
  readonly untilProjected: (shop: Shop) => Promise<number>;
  readonly eventsBehind: (shop: Shop) => Promise<number>;
  /** Calls `listener` with each line of the Worker's log until it is called without one. */
  readonly onLog: (listener: ((line: string) => void) | null) => void;
}

export interface Sides {
  readonly ours: () => Promise<Load>;
  readonly floor: () => Promise<Load>;
  /** The shop that is written to, whose read model must catch up. */
  readonly written: Shop | null;
}
