import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../../local/build.ts";
import { installClient } from "../client/install.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Worker as a deployment builds it. */
    script: string;
    /** A folder that has the typed client installed, and its examples. */
    client: string;
  }
}

/** Builds the Worker and the client once for all tests that send HTTP requests. */
export default async function buildOnce(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), "rustok-build-"));
  const client = await mkdtemp(join(tmpdir(), "rustok-client-"));
  const [{ script }] = await Promise.all([build(dir), installClient(client)]);
  project.provide("script", script);
  project.provide("client", client);
  return async () => {
    for (const one of [dir, client]) await rm(one, { recursive: true, force: true });
  };
}
