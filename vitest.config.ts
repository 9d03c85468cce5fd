import { resolve } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type Plugin } from "vitest/config";
import { buildSite } from "./site/build.ts";
import { textModules } from "./test/support/text-modules.ts";

const inWorkerd = "test/**/*.workerd.test.ts";
/** They look at nothing but their own tenants, so they need no runtime of their own. */
const sharesRuntime = [
  "test/contract/*.workerd.test.ts",
  "test/contract/{access,budgets,graphql,surfaces}/*.workerd.test.ts",
  "test/contract/disclosure/store-answers.workerd.test.ts",
  "test/http/{authenticators,canonical,signing,stages,target}.workerd.test.ts",
  "test/http/{cache,cors,rate-limit}/*.workerd.test.ts",
];
/** They need Chromium: `npm run browser`. */
const inBrowser = "test/browser/**";
const overHttp = "test/e2e/**/*.test.ts";

/** In workerd the platform has one module more, the smallest that has one of everything. */
const withNotes: Plugin = {
  name: "with-notes",
  enforce: "pre",
  transform(code, id) {
    if (id !== resolve("src/modules.ts")) return null;
    const index = JSON.stringify(resolve("test/support/notes/index.ts"));
    return `import { notes } from ${index};\n${code.replace(/,?\s*\];\s*$/, ", notes];")}`;
  },
};

/** In workerd a password is hashed at a hundredth of the cost: the same code, many hundred times. Over HTTP it has the full cost. */
const cheapPasswords: Plugin = {
  name: "cheap-passwords",
  enforce: "pre",
  transform(code, id) {
    if (id !== resolve("src/kernel/access/password.ts")) return null;
    const cheap = code.replace(/(?<=passwordCost = )"\d+,8,3"/, '"1024,8,1"');
    if (cheap === code) throw new Error("the cost of a password is not where it was");
    return cheap;
  },
};

/** In workerd an isolate hands over its metrics at once: a test file ends when everything that it began has ended. */
const promptMetrics: Plugin = {
  name: "prompt-metrics",
  enforce: "pre",
  transform(code, id) {
    const pause = [
      ["src/telemetry/metrics/flush.ts", "flushAfterMs = 5_000"],
      ["durable-objects/metrics/sums.ts", "writeEveryMs = 30_000"],
    ].find(([file]) => id === resolve(String(file)))?.[1];
    if (pause === undefined) return null;
    if (!code.includes(pause)) throw new Error("the pause is not where it was");
    return code.replace(pause, pause.replace(/\d+_000/, "50"));
  },
};

/**
 * In workerd everything is loaded at the start. Whoever loads a module later asks the test runner for it,
 * and a queue's consumer may do that when the test that it belongs to has ended: then nobody answers.
 */
const loadsAtOnce: Plugin = {
  name: "loads-at-once",
  enforce: "pre",
  transform(code, id) {
    if (!id.startsWith(resolve("src")) && !id.startsWith(resolve("durable-objects"))) return null;
    const loaded: string[] = [];
    const eager = code.replace(/await import\(("[^"]+")\)/g, (_, path: string) => {
      loaded.push(`import * as loaded${loaded.length} from ${path};`);
      return `loaded${loaded.length - 1}`;
    });
    if (/\bawait import\(/.test(eager))
      throw new Error(`${id} loads something in a form that is not known here`);
    return loaded.length === 0 ? null : `${loaded.join(" ")} ${eager}`;
  },
};

/**
 * In workerd a test gets all its modules in one WebSocket message, which may have 32 MiB; beyond that its file does not run.
 * So packages have no source maps there, nor has anything while coverage adds to it.
 */
const fewerSourceMaps: Plugin = {
  name: "fewer-source-maps",
  enforce: "post",
  transform: (code, id) =>
    id.includes("/node_modules/") || process.argv.includes("--coverage")
      ? { code, map: { mappings: "" } }
      : null,
};

/** As in the built Worker: `alias` in wrangler.toml. */
const resolved = { alias: [{ find: /^zod$/, replacement: resolve("src/platform/instead/zod.ts") }] };

/** It ends a test that hangs. A slow machine is not a failed test. */
const timeLimits = { testTimeout: 120_000, hookTimeout: 120_000 };

const secrets = {
  PLATFORM_TOKEN: "the-platform-token-of-all-the-tests",
  SIGNING_SECRET: "the-signing-secret-of-all-the-tests",
};

// Wrangler looks for the required secrets here, and for whether it may speak to anyone.
Object.assign(process.env, secrets, {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_LOG: "error",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
});

const inRuntime = () => [
  withNotes,
  cheapPasswords,
  promptMetrics,
  loadsAtOnce,
  fewerSourceMaps,
  cloudflareTest(async () => {
    await buildSite();
    return {
      wrangler: { configPath: "./wrangler.toml" },
      remoteBindings: false,
      miniflare: {
        cf: false,
        bindings: {
          ...secrets,
          MAIL: "mailbox",
          RATE_LIMITS: "off",
          D1_MIGRATIONS: await readD1Migrations("migrations/d1"),
        },
        // A local queue need not wait whole seconds for a batch to fill.
        queueConsumers: {
          "rustok-events": { maxBatchTimeout: 0.05 },
          "rustok-reactions": { maxBatchTimeout: 0.05 },
        },
      },
    };
  }),
];

const ofRuntime = {
  restoreMocks: true,
  ...timeLimits,
  setupFiles: ["test/support/runtime/setup.ts"],
};

export default defineConfig({
  test: {
    // The Worker's log is of interest where a test fails.
    silent: "passed-only",
    // By itself it leaves one core free: half of a small machine. Much of the time goes to waiting for what was killed.
    maxWorkers: "100%",
    coverage: {
      provider: "istanbul",
      include: ["src/**/*.ts", "durable-objects/**/*.ts"],
      reporter: ["text", "json-summary"],
    },
    projects: [
      {
        plugins: [textModules],
        resolve: resolved,
        test: {
          name: "rules",
          include: ["test/**/*.test.ts"],
          exclude: [inWorkerd, overHttp, inBrowser],
          // Loading the platform takes longer than most files' tests.
          isolate: false,
          restoreMocks: true,
          ...timeLimits,
          // Node 24 has `Uint8Array.toBase64`, as the Workers runtime does, but only with this flag.
          execArgv: ["--js-base-64"],
        },
      },
      {
        plugins: inRuntime(),
        resolve: resolved,
        test: {
          name: "workerd",
          include: [inWorkerd],
          exclude: sharesRuntime,
          ...ofRuntime,
        },
      },
      {
        plugins: inRuntime(),
        resolve: resolved,
        test: {
          name: "workerd-shared",
          include: sharesRuntime,
          isolate: false,
          ...ofRuntime,
        },
      },
      {
        plugins: [textModules],
        resolve: resolved,
        test: {
          name: "e2e",
          include: [overHttp],
          isolate: false,
          globalSetup: ["test/support/runtime/build.ts"],
          ...timeLimits,
        },
      },
    ],
  },
});
