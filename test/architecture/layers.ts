import type { Source } from "./sources.ts";

/** What a file of a module may import of its own module, besides `schema` and `events`. Types are free. */
const mayImport = {
  schema: [],
  events: [],
  rules: ["rules"],
  store: ["rules", "store"],
  commands: ["rules", "store", "commands"],
  view: ["rules", "view"],
  workflows: ["rules", "commands", "view", "workflows"],
  routes: ["rules", "commands", "view", "workflows", "routes"],
  reactions: ["rules", "commands"],
  index: ["rules", "store", "commands", "view", "workflows", "routes", "reactions"],
} as const satisfies Record<string, readonly string[]>;

type Layer = keyof typeof mayImport;

/** Nothing is known of it: a file that several layers share, and that counts as part of whoever imports it. */
type Kind = Layer | "shared";

const kindByName: Readonly<Record<string, Layer>> = { tables: "store", queries: "commands" };

/** `variant-rules.ts` is rules, `groups/store.ts` a store, whatever is in `view/` a view. */
export function kindOf(path: string): Kind {
  if (/\/view\//.test(path)) return "view";
  const name =
    path
      .slice(path.lastIndexOf("/") + 1, -".ts".length)
      .split("-")
      .at(-1) ?? "";
  if (name in kindByName) return kindByName[name] ?? "shared";
  return name in mayImport ? (name as Layer) : "shared";
}

/** Imports that run up the table, through shared files too. */
export function climbsOf(sources: readonly Source[]): readonly string[] {
  const sourceByPath = new Map(sources.map((source) => [source.path, source]));
  return sources.flatMap((source) => {
    const kind = kindOf(source.path);
    if (kind === "shared") return [];
    const allowed: readonly string[] =
      kind === "schema" ? ["schema"] : ["schema", "events", ...mayImport[kind]];
    return [...reachedBy(sourceByPath, source)]
      .filter((path) => !allowed.includes(kindOf(path)))
      .map((path) => `${source.path} (${kind}) reaches ${path} (${kindOf(path)})`);
  });
}

/** The files of the same module that a file imports, looking through shared ones. */
function reachedBy(
  sourceByPath: ReadonlyMap<string, Source>,
  source: Source,
  seen = new Set<string>(),
): ReadonlySet<string> {
  const reached = new Set<string>();
  const folder = /^src\/modules\/[\w-]+\//.exec(source.path)?.[0] ?? source.path;
  for (const { from, typeOnly } of source.imports) {
    if (typeOnly || !from.startsWith(folder) || seen.has(from)) continue;
    seen.add(from);
    const next = sourceByPath.get(from);
    if (kindOf(from) !== "shared") reached.add(from);
    else if (next !== undefined) for (const path of reachedBy(sourceByPath, next, seen)) reached.add(path);
  }
  return reached;
}
