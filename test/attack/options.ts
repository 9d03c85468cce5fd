import { parseArgs } from "node:util";
import type { Fire } from "./driver/request.ts";

export interface AttackOptions {
  readonly seed: number;
  /** How many requests are made, roughly. */
  readonly requests: number;
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
  minutes: 15,
  keepState: false,
  only: null,
  kinds: [],
};

/** As many as fit into a minute, with all that comes after them. */
const shortRequests = 2_500;

export function readOptions(args: readonly string[]): AttackOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: String(defaults.seed) },
      requests: { type: "string" },
      minutes: { type: "string", default: String(defaults.minutes) },
      short: { type: "boolean", default: false },
      only: { type: "string" },
      "keep-state": { type: "boolean", default: false },
    },
  });
  const usual = values.short ? shortRequests : defaults.requests;
  return {
    ...defaults,
    seed: Number(values.seed),
    requests: Number(values.requests ?? usual),
    minutes: Number(values.minutes),
    keepState: values["keep-state"],
    only: values.only === undefined ? null : new RegExp(values.only),
  };
}
