import type { Import, Source } from "./sources.ts";

/** An import that may not be, as a sentence. */
export type Violation = string;

interface Rule {
  readonly files: RegExp;
  /** Files and packages that may be imported. */
  readonly values: readonly RegExp[];
  /** What only types may come from. */
  readonly types?: readonly RegExp[];
}

const kernel = /^src\/kernel\//;
const telemetry = /^src\/telemetry\//;
const platform = /^src\/platform\//;
const projection = /^src\/projection\//;
const operations = /^src\/operations\//;
const http = /^src\/http\//;
const graphql = /^src\/graphql\//;
const mails = /^src\/mails\//;
const anyIndex = /^src\/modules\/[\w-]+\/index\.ts$/;
/** They depend on nothing but the kernel, so modules that would meet in a circle can share them. */
const anyIds = /^src\/modules\/[\w-]+\/ids\.ts$/;
const objects = /^durable-objects\//;
const drizzle = /^drizzle-orm(?:\/sqlite-core)?$/;
const zod = /^zod$/;

/** The first rule that a file fits is its own. */
const rules: readonly Rule[] = [
  {
    files: kernel,
    values: [kernel, zod, /^ulid$/, /^dinero\.js/, drizzle, /^csv-stringify\//],
  },
  { files: /^src\/telemetry\/isolate\.ts$/, values: [kernel, telemetry, /^cloudflare:workers$/] },
  // It is told of what happens, and calls nobody: everything may use it.
  { files: telemetry, values: [kernel, telemetry, zod], types: [objects] },
  {
    files: platform,
    values: [
      kernel,
      telemetry,
      platform,
      /^cloudflare:workers$/,
      /^node:crypto$/,
      /^@jsquash\//,
      /^zod\/v4$/,
    ],
    types: [objects],
  },
  { files: projection, values: [kernel, telemetry, platform, projection, drizzle, zod], types: [objects] },
  // Whatever a transport needs to invoke operations; it knows no transport and no module.
  {
    files: operations,
    values: [kernel, telemetry, platform, projection, operations],
    types: [objects],
  },
  // The texts of mails and their templates. They know no module: a module gives them the data.
  { files: mails, values: [kernel, mails, /^hono\/html$/] },
  {
    files: http,
    values: [kernel, telemetry, platform, projection, operations, http, /^hono(?:\/|$)/, /^lru-cache$/, zod],
    types: [objects],
  },
  // A transport beside HTTP's routes: it calls the same operations, through the same stages. The library is loaded with the first query.
  {
    files: graphql,
    values: [
      kernel,
      telemetry,
      platform,
      operations,
      http,
      graphql,
      /^src\/projection\/positions\/positioned-reads\.ts$/,
      /^graphql$/,
      /^dataloader$/,
      /^lru-cache$/,
      zod,
    ],
    types: [objects],
  },
  {
    files: /^src\/modules\//,
    values: [
      kernel,
      anyIndex,
      anyIds,
      /^src\/mails\/index\.ts$/,
      /^src\/projection\/(?:statements|positions\/positions|failures\/dead-letter-reads)\.ts$/,
      /^migrations\/tenant\//,
      drizzle,
      zod,
      /^csv-(?:parse|stringify)/,
      /^sanitize-html$/,
      /^markdown-it(?:-footnote)?$/,
      /^htmlparser2$/,
      /^diff$/,
      /^file-type\/core$/,
      /^image-size$/,
      /^@remix-run\/multipart-parser$/,
      /^hono\/html$/,
      /^@orama\/stemmers\//,
      /^jose$/,
      /^otpauth$/,
      /^@simplewebauthn\/server$/,
      ownFolder(),
    ],
  },
  { files: /^src\/modules\.ts$/, values: [kernel, anyIndex] },
  { files: /^src\/registry\.ts$/, values: [kernel, /^src\/modules\.ts$/] },
  { files: /^src\/limits\.ts$/, values: [kernel, http, graphql, platform, projection, objects] },
  { files: /^src\/app\.ts$/, values: [kernel, http, graphql, telemetry, /^hono$/] },
  {
    files: /^src\/index\.ts$/,
    values: [
      kernel,
      telemetry,
      http,
      platform,
      projection,
      telemetry,
      objects,
      /^src\/(?:app|registry)\.ts$/,
      /^cloudflare:workers$/,
    ],
  },
  {
    files: /^durable-objects\/tenant\.ts$/,
    values: [
      kernel,
      telemetry,
      platform,
      objects,
      /^src\/registry\.ts$/,
      /^cloudflare:workers$/,
      /^drizzle-orm\/durable-sqlite$/,
    ],
  },
  { files: /^durable-objects\/telemetry\//, values: [kernel, telemetry, objects] },
  {
    files: /^durable-objects\/directory\.ts$/,
    values: [
      kernel,
      telemetry,
      platform,
      objects,
      /^src\/modules\/tenants\/index\.ts$/,
      /^cloudflare:workers$/,
    ],
  },
  {
    files: /^durable-objects\/reads\.ts$/,
    values: [
      kernel,
      telemetry,
      platform,
      projection,
      operations,
      telemetry,
      objects,
      /^src\/http\/(?:cache|response)\//,
      /^src\/graphql\/(?:endpoint\/route|engine)\.ts$/,
      /^src\/registry\.ts$/,
      /^cloudflare:workers$/,
    ],
  },
  { files: /^durable-objects\/metrics\.ts$/, values: [objects, /^cloudflare:workers$/], types: [telemetry] },
  // The simulator runs the platform's own code, and meets modules where they meet each other.
  {
    files: /^test\/sim\//,
    values: [
      kernel,
      projection,
      objects,
      anyIndex,
      /^src\/modules\.ts$/,
      /^src\/http\/(?:cache\/|request\/cursor\.ts$)/,
      /^test\/sim\//,
      /^local\/node\/(?:copies|migrated|random|statements|text-modules)\.ts$/,
      /^test\/support\/(?:clock|busy-reactions|catalogue\/rules)\.ts$/,
      /^drizzle-orm\/durable-sqlite$/,
      zod,
      /^node:/,
    ],
  },
  // What runs beside the product in workerd sees it as it was built, and the plan it is given.
  {
    files: /^test\/chaos\/worker\//,
    values: [
      /^src\/index\.ts$/,
      /^test\/chaos\/(?:worker\/|faults\/plan\.ts$|kept\/subscriptions\.ts$)/,
      /^local\/node\/random\.ts$/,
      /^cloudflare:workers$/,
    ],
  },
  // The harness speaks HTTP, and opens what is kept with the product's own eyes.
  {
    files: /^test\/chaos\//,
    values: [
      kernel,
      projection,
      objects,
      /^src\/modules\.ts$/,
      // What it promises.
      /^src\/http\/cache\/freshness\.ts$/,
      /^local\//,
      /^test\/chaos\/(?!worker\/)/,
      /^test\/support\/(?:e2e\/carrier|busy-reactions|catalogue\/rules)\.ts$/,
      /^node:/,
      zod,
    ],
  },
  // The rest of the object knows neither the platform it runs on nor any module.
  {
    files: objects,
    values: [kernel, objects, drizzle, zod, /^lru-cache$/, /^node:(?:crypto|zlib)$/, /^migrations\/tenant\//],
    types: [telemetry],
  },
];

/** Stands for the folder of the importing module itself. */
function ownFolder(): RegExp {
  return /^own-folder\//;
}

/** The rule of a file; null where nobody has thought of it yet. */
export function ruleOf(path: string): Rule | null {
  return rules.find(({ files }) => files.test(path)) ?? null;
}

export function violationsOf({ path, imports }: Pick<Source, "path" | "imports">): readonly Violation[] {
  const rule = ruleOf(path);
  if (rule === null) return [`${path} is in no folder that has a rule`];
  return imports
    .filter((one) => !isAllowed(rule, path, one))
    .map(({ from }) => `${path} may not import ${from}`);
}

function isAllowed(rule: Rule, path: string, { from, typeOnly }: Import): boolean {
  const folder = /^src\/modules\/[\w-]+\//.exec(path)?.[0];
  const seen =
    folder !== undefined && from.startsWith(folder) ? `own-folder/${from.slice(folder.length)}` : from;
  const allowed = typeOnly ? [...rule.values, ...(rule.types ?? [])] : rule.values;
  return allowed.some((pattern) => pattern.test(seen));
}
