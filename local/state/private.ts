import { chmodSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../problem.ts";

/**
 * Makes the state folder and everything that the platform stores in it readable by their owner only: what exists, and what
 * this process and the processes that it starts will create. Returns what could not be changed, as sentences.
 */
export function makePrivate(dir: string): readonly string[] {
  process.umask(others);
  const names = readdirSync(dir);
  // A folder such as /tmp or a home directory must keep its mode.
  const isOurs = names.every((name) => stored.test(name));
  const paths = names.filter((name) => stored.test(name)).flatMap((name) => pathsIn(join(dir, name)));
  const exposed = [...(isOurs ? [dir] : []), ...paths].filter((path) => !closeToOthers(path));
  return [
    ...(isOurs || (modeOf(dir) & others) === 0
      ? []
      : [
          `The state folder ${dir} has other files in it, so its mode is left as it is. Use a folder of its own.`,
        ]),
    ...exposed
      .slice(0, 1)
      .map((path) => `${path} belongs to another user, who can read stored data and keys.`),
  ];
}

/** What the platform creates in its state folder. */
const stored =
  /^(?:v3|build|platform-token|signing-secret|demo\.json|owner\.pid|lock\.sqlite(?:-\w+)?|.*\.\d+\.draft)$/;

function pathsIn(path: string): readonly string[] {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return [path, ...entries.map((entry) => join(entry.parentPath, entry.name))];
}

/** Takes all permissions of other users away. Returns false if this user may not. */
function closeToOthers(path: string): boolean {
  const mode = modeOf(path);
  if ((mode & others) === 0) return true;
  try {
    chmodSync(path, mode & ~others);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return true;
    if (codeOf(error) === "EPERM") return false;
    throw error;
  }
}

const others = 0o077;

/** 0 for a link, and for what an earlier process that is still exiting has just removed. */
function modeOf(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined || stats.isSymbolicLink() ? 0 : stats.mode & 0o777;
}
