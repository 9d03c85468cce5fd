import { parseArgs } from "node:util";
import type { Fire } from "./driver/request.ts";

export interface AttackOptions {
  readonly seed: number;
  /** How many requests are made, roughly. */
  readonly requests: number;
  /** Attacks on an operation before its turn is over: with fewer, a short run gets to more operations. */
  readonly longestTurn: number;
  /** When the attack ends, however many requests there were. */
  readonly minutes: number;
  readonly keepState: boolean;
  /** Only operations whose method and path match. */
  readonly only: RegExp | null;
  /** Kinds of attack to make; all if it is empty. */
  readonly kinds: readonly string[];
  /** Is told what the run is doing. */
  readonly say?: (what: string) => void;
  /** Stands between the attack and the platform, for tests of the attack itself. */
  readonly through?: (fire: Fire) => Fire;
}

export const defaults: AttackOptions = {
  seed: 1,
  requests: 25_000,
  longestTurn: 40,
  minutes: 15,
  keepState: false,
  only: null,
  kinds: [],
};

/** What fits into a minute, with all that comes after it. */
const short = { requests: 2_500, minutes: 0.5, longestTurn: 6 } as const;

export function readOptions(args: readonly string[]): AttackOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: String(defaults.seed) },
      requests: { type: "string" },
      minutes: { type: "string" },
      short: { type: "boolean", default: false },
      only: { type: "string" },
      "keep-state": { type: "boolean", default: false },
    },
  });
  const usual = values.short ? short : defaults;
  return {
    ...defaults,
    seed: Number(values.seed),
    requests: Number(values.requests ?? usual.requests),
    longestTurn: usual.longestTurn,
    minutes: Number(values.minutes ?? usual.minutes),
    keepState: values["keep-state"],
    only: values.only === undefined ? null : new RegExp(values.only),
  };
}
