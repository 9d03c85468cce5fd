import { execFileSync, spawnSync } from "node:child_process";
import { matchesGlob } from "node:path";

/** The lines of these files that differ from a branch's base, as Stryker's ranges `file:first-last`. */
export function changedLines(base: string, globs: readonly string[]): readonly string[] {
  const diff = git("diff", "--unified=0", "--no-color", "--no-ext-diff", commonWith(base), "--", "*.ts");
  return rangesOf(diff).filter((range) =>
    globs.some((glob) => matchesGlob(range.replace(/:[^:]*$/, ""), glob)),
  );
}

/** What a change is compared with: main, and on main itself the commit before, as far as git has it. */
export function usualBase(): string {
  const base = ["main", "HEAD~1"].find((one) => has(one) && commonWith(one) !== commitOf("HEAD"));
  return base ?? "HEAD";
}

/** Reads the ranges of new lines from a diff without context. Deletions have none. */
export function rangesOf(diff: string): readonly string[] {
  const ranges: string[] = [];
  let file: string | null = null;
  for (const line of diff.split("\n")) {
    if (line.startsWith("+++ ")) file = line.startsWith("+++ b/") ? line.slice("+++ b/".length) : null;
    const hunk = /^@@ -\S+ \+(?<first>\d+)(?:,(?<count>\d+))? @@/.exec(line)?.groups;
    if (file === null || hunk === undefined) continue;
    const first = Number(hunk.first);
    const count = Number(hunk.count ?? 1);
    if (count > 0) ranges.push(`${file}:${first}-${first + count - 1}`);
  }
  return ranges;
}

function commonWith(base: string): string {
  return git("merge-base", base, "HEAD").trim();
}

function commitOf(name: string): string {
  return git("rev-parse", name).trim();
}

function has(name: string): boolean {
  return spawnSync("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]).status === 0;
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}
