import { readdir, readFile } from "node:fs/promises";

/** The kernel counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

/** The processes of the runtime that this one has started. */
export async function runtimeProcesses(): Promise<readonly number[]> {
  const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(all.map(async (pid) => ({ pid, ...(await statOf(pid)) })));
  return stats
    .filter(({ name, parent }) => name === "workerd" && parent === process.pid)
    .map(({ pid }) => pid);
}

/**
 * The CPU time that a process has used so far, in seconds. What else runs on the machine takes turns from a process, and hardly
 * changes what it uses.
 */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return (await statOf(pid)).ticks / ticksPerSecond;
}

/** `proc_pid_stat(5)`: the name in parentheses, then the state, the parent, and from the twelfth on user and system time. */
async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return {
    name: text.slice(text.indexOf("(") + 1, end),
    parent: Number(fields[1]),
    ticks: Number(fields[11] ?? 0) + Number(fields[12] ?? 0),
  };
}
