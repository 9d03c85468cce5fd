import { Broken } from "../violation.ts";
import { isCrash } from "./process.ts";

/** Violations found where they can't be thrown to the caller. */
export interface Problems {
  readonly found: readonly Broken[];
  /** Records an error from code that must not throw. */
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
          : new Broken("no unexpected error is thrown", `${what}: ${textOf(error)}`),
      );
    },
    alarmThrew: (error) => void found.push(new Broken("an alarm never throws", textOf(error))),
  };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split("\n").slice(0, 4).join(" | ");
}
