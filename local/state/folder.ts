import { accessSync, constants, existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { codeOf, Problem } from "../problem.ts";
import { makePrivate } from "./private.ts";

/** Creates the state folder if it doesn't exist, closes it to other users, and returns its real path. */
export function prepareStateDir(path: string): string {
  const dir = resolve(path);
  try {
    makeDir(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    warn(makePrivate(dir));
    return realpathSync(dir);
  } catch (error) {
    throw new Problem(
      `The state folder ${dir} is not writable (${codeOf(error)}). Set STATE_DIR to another folder.`,
    );
  }
}

/** A process prepares a folder more than once, but warns only once. */
function warn(warnings: readonly string[]): void {
  for (const warning of warnings.filter((one) => !warned.has(one))) {
    warned.add(warning);
    console.error(warning);
  }
}

const warned = new Set<string>();

/** Node's recursive mkdir never returns on a file system that always reports ENOENT, such as /proc. */
function makeDir(dir: string): void {
  if (existsSync(dir)) return;
  makeDir(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
