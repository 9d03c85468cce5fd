import type { CpuProfile, ProfileNode } from "./inspector.ts";

/** A function, and its share of the time in which anything ran. */
export interface Hot {
  readonly name: string;
  readonly place: string;
  /** In the function itself. */
  readonly self: number;
  /** In it and in what it called. */
  readonly total: number;
}

/** Functions by their own time, the longest first. `placeOf` tells where a line of a built file comes from. */
export function hottest(
  { nodes, samples, timeDeltas }: CpuProfile,
  placeOf: (file: string, line: number) => string,
): readonly Hot[] {
  const placeIn = (url: string, line: number) => {
    if (url === "") return null;
    return url.includes("-internal:")
      ? url
      : `${placeOf(url.slice(url.lastIndexOf("/") + 1), line)}:${line + 1}`;
  };
  const selfById = new Map<number, number>();
  for (const [index, id] of samples.entries())
    selfById.set(id, (selfById.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const all = new Map<string, { name: string; place: string; self: number; total: number }>();
  const visit = (node: ProfileNode, above: ReadonlySet<string>, caller: string): number => {
    if (isIdle(node)) return 0;
    const { functionName, lineNumber, url } = node.callFrame;
    const name = functionName === "" ? "(anonymous)" : functionName;
    const place = placeIn(url, lineNumber) ?? `runtime, for ${caller}`;
    const key = `${name} ${place}`;
    const inside = new Set([...above, key]);
    const self = selfById.get(node.id) ?? 0;
    let total = self;
    for (const child of node.children ?? []) {
      const called = nodeById.get(child);
      if (called !== undefined) total += visit(called, inside, name);
    }
    const known = all.get(key) ?? { name, place, self: 0, total: 0 };
    // A function that calls itself is counted once.
    all.set(key, { ...known, self: known.self + self, total: known.total + (above.has(key) ? 0 : total) });
    return total;
  };
  const [root] = nodes;
  const busy = root === undefined ? 0 : visit(root, new Set(), "nobody");
  return [...all.values()]
    .map((hot) => ({ ...hot, self: hot.self / busy, total: hot.total / busy }))
    .toSorted((a, b) => b.self - a.self);
}

/** Shares by file or package. */
export function byFile(hots: readonly Hot[]): readonly (readonly [string, number])[] {
  const shares = new Map<string, number>();
  for (const { name, place, self } of hots) {
    const file = place.startsWith("runtime") ? `runtime ${name}` : place.replace(/:\d+$/, "");
    const group = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
    shares.set(group, (shares.get(group) ?? 0) + self);
  }
  return [...shares].toSorted(([, a], [, b]) => b - a);
}

/** How long anything ran. */
export function busyMs({ nodes, samples, timeDeltas }: CpuProfile): number {
  const idle = new Set(nodes.filter(isIdle).map(({ id }) => id));
  return samples.reduce((sum, id, index) => sum + (idle.has(id) ? 0 : (timeDeltas[index] ?? 0)), 0) / 1_000;
}

/** What was built, by the name of its file, has a comment with its path before each source file. */
export function placesOf(built: Readonly<Record<string, string>>): (file: string, line: number) => string {
  const sourcesByFile = new Map(Object.entries(built).map(([file, text]) => [file, sourcesOf(text)]));
  return (file, line) => sourcesByFile.get(file)?.[line] ?? "bundle";
}

/** The source file of each line. */
function sourcesOf(text: string): readonly string[] {
  let source = "bundle";
  return text.split("\n").map((line) => {
    source = /^\/\/ (\S+\.[cm]?[jt]sx?)$/.exec(line)?.[1] ?? source;
    return source;
  });
}

function isIdle({ callFrame: { functionName } }: ProfileNode): boolean {
  return functionName === "(idle)";
}
