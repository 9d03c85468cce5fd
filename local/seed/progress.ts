import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../state/kept.ts";

/** How far the demo shop is, kept beside the platform's state so that a killed start goes on where it was. */
export interface Progress {
  apiKey?: string;
  finished: boolean;
  /** What each step that is done has made: the id under the step's name. */
  done: Record<string, string>;
}

export function readProgress(stateDir: string): Progress {
  const file = join(stateDir, FILE);
  if (!existsSync(file)) return { finished: false, done: {} };
  // Only this module writes the file, and always as a whole.
  return JSON.parse(readFileSync(file, "utf8")) as Progress;
}

export function keepProgress(stateDir: string, progress: Progress): void {
  writeWhole(join(stateDir, FILE), `${JSON.stringify(progress, null, 2)}\n`);
}

const FILE = "demo.json";
