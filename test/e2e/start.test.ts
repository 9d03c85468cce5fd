import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type Platform, startPlatform } from "../../local/platform/platform.ts";

let stateDir: string;
let running: Platform | undefined;

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "rustok-state-"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(stateDir, { recursive: true, force: true });
});

async function start(faults: { readonly swallowQueue?: boolean } = {}): Promise<string> {
  running = await startPlatform({
    port: 0,
    stateDir,
    platformToken: "platform-token",
    signingSecret: "signing-secret",
    platformDomain: "localhost",
    script: inject("script"),
    faults,
  });
  return running.url;
}

describe("the built Worker, started on this machine", () => {
  it("is ready and describes itself", async () => {
    const url = await start();
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({
      status: "ok",
      checks: { readModel: true, writer: true },
    });
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: "3.1.0" });
  });
});
