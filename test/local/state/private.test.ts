import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePrivate } from "../../../local/state/private.ts";

let dir: string;
let umask: number;
beforeEach(() => {
  umask = process.umask(0o022);
  dir = mkdtempSync(join(tmpdir(), "rustok-private-"));
  chmodSync(dir, 0o755);
});
afterEach(() => {
  process.umask(umask);
  rmSync(dir, { recursive: true });
});

const modeOf = (path: string) => (statSync(join(dir, path)).mode & 0o777).toString(8);

describe("the state folder", () => {
  it("is closed to other users, with everything that an earlier start left in it", () => {
    mkdirSync(join(dir, "v3", "do"), { recursive: true });
    for (const file of ["platform-token", "demo.json", "lock.sqlite", "v3/do/one.sqlite-wal"])
      writeFileSync(join(dir, file), "");
    expect(makePrivate(dir)).toEqual([]);
    expect([".", "v3", "v3/do"].map(modeOf)).toEqual(["700", "700", "700"]);
    expect(["platform-token", "demo.json", "v3/do/one.sqlite-wal"].map(modeOf)).toEqual([
      "600",
      "600",
      "600",
    ]);
  });

  it("has private files from then on", () => {
    makePrivate(dir);
    mkdirSync(join(dir, "v3"));
    writeFileSync(join(dir, "v3", "new.sqlite"), "");
    expect(["v3", "v3/new.sqlite"].map(modeOf)).toEqual(["700", "600"]);
  });

  it("keeps its mode if it holds other things, as a home directory does, and the user is warned", () => {
    writeFileSync(join(dir, "notes.txt"), "");
    writeFileSync(join(dir, "signing-secret"), "");
    expect(makePrivate(dir)).toEqual([expect.stringContaining("Use a folder of its own")]);
    expect([".", "notes.txt", "signing-secret"].map(modeOf)).toEqual(["755", "644", "600"]);
  });

  it("is not followed through links", () => {
    const outside = mkdtempSync(join(tmpdir(), "rustok-outside-"));
    chmodSync(outside, 0o755);
    symlinkSync(outside, join(dir, "v3"));
    makePrivate(dir);
    expect((statSync(outside).mode & 0o777).toString(8)).toBe("755");
    rmSync(outside, { recursive: true });
  });
});
