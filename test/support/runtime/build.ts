import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../../local/build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Worker as a deployment builds it. */
    script: string;
  }
}

/** Builds the Worker once for all tests that send HTTP requests to it. */
export default async function buildOnce(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), "rustok-build-"));
  project.provide("script", (await build(dir)).script);
  return () => rm(dir, { recursive: true, force: true });
}
