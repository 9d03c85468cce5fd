import { Broken } from "../violation.ts";
import { isCrash } from "./process.ts";

/** Promises found broken where nobody could be told at once. */
export interface Problems {
  readonly found: readonly Broken[];
  /** Something threw that never should. */
  readonly broke: (what: string) => (error: unknown) => void;
  readonly alarmThrew: (error: unknown) => void;
}

export function createProblems(): Problems {
  const found: Broken[] = [];
  return {
    found,
    broke: (what) => (error) => {
      if (isCrash(error)) return;
      found.push(
        error instanceof Broken
          ? error
          : new Broken("nothing breaks that was not broken", `${what}: ${textOf(error)}`),
      );
    },
    alarmThrew: (error) => void found.push(new Broken("an alarm never throws", textOf(error))),
  };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split("\n").slice(0, 4).join(" | ");
}
