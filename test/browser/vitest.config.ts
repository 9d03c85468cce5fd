import { defineConfig } from "vitest/config";
import { textModules } from "../support/text-modules.ts";

/** `npm run browser`: the built Worker in Chromium. */
export default defineConfig({
  plugins: [textModules],
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/support/runtime/build.ts"],
    // One Chromium at a time is enough for a small machine.
    fileParallelism: false,
    silent: "passed-only",
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
