import type { Source } from "./sources.ts";

/** Files that import each other, directly or through others. Imports of types count. */
export function circlesOf(sources: readonly Source[]): readonly (readonly string[])[] {
  const importsByPath = new Map(
    sources.map(({ path, imports }) => [path, new Set(imports.map(({ from }) => from))]),
  );
  return componentsOf(importsByPath).filter(
    ([first = "", ...others]) => others.length > 0 || importsByPath.get(first)?.has(first) === true,
  );
}

/** Tarjan's strongly connected components. */
function componentsOf(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const indexByPath = new Map<string, number>();
  const stack: string[] = [];
  const components: string[][] = [];
  const visit = (path: string): number => {
    const index = indexByPath.size;
    indexByPath.set(path, index);
    let low = index;
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!indexByPath.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, indexByPath.get(next) ?? low);
    }
    if (low === index) components.push(stack.splice(stack.indexOf(path)).sort());
    return low;
  };
  for (const path of edges.keys()) if (!indexByPath.has(path)) visit(path);
  return components;
}
