import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, Problem } from "../problem.ts";

/**
 * The environment variable that marks a workerd as belonging to a state folder. Unlike a recorded process id,
 * it is set from the moment the process starts, and can't be confused with a reused id.
 */
export function markOf(stateDir: string): Record<string, string> {
  return { [MARK]: stateDir };
}

export function findWorkerd(stateDir: string): number | undefined {
  return findAll(`${MARK}=${stateDir}`)[0];
}

/** Kills the workerd processes that a killed start left running. The caller must hold the folder's lock. */
export async function endOrphans(stateDir: string): Promise<void> {
  const mark = `${MARK}=${stateDir}`;
  for (let attempt = 0; attempt < 100; attempt++) {
    const orphans = findAll(mark);
    if (orphans.length === 0) return;
    orphans.forEach(kill);
    await sleep(50);
  }
  throw new Problem(
    `An earlier workerd (process ${findAll(mark).join(", ")}) is still running and can't be killed. Stop it first.`,
  );
}

export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

const MARK = "RUSTOK_STATE_DIR";

function findAll(mark: string): number[] {
  return process.platform === "linux" ? findInProc(mark) : findWithPs(mark);
}

function findInProc(mark: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => isWorkerd(pid) && readProc(pid, "environ").split("\0").includes(mark))
    .map(Number);
}

function isWorkerd(pid: string): boolean {
  return readProc(pid, "comm").trim() === "workerd";
}

/** Returns an empty text if the process has exited or belongs to another user. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

function findWithPs(mark: string): number[] {
  if (process.platform === "win32") return [];
  const lines = execFileSync("ps", ["-axwwE", "-o", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  }).split("\n");
  const ours = lines.filter((line) => /workerd serve /.test(line) && `${line} `.includes(` ${mark} `));
  return ours.map((line) => Number.parseInt(line, 10));
}
