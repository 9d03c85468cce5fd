import { accessSync, constants, existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { codeOf, Problem } from "../problem.ts";

/** Makes the state folder if need be, and returns its one true path. */
export function prepareStateDir(path: string): string {
  const dir = resolve(path);
  try {
    makeDir(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dir);
  } catch (error) {
    throw new Problem(
      `The state folder ${dir} cannot be written (${codeOf(error)}). Set STATE_DIR to another.`,
    );
  }
}

/** Node's own recursive mkdir never returns where a file system answers ENOENT for good, as /proc does. */
function makeDir(dir: string): void {
  if (existsSync(dir)) return;
  makeDir(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
