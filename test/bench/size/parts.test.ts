import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { partsOf } from "./parts.ts";

it("the largest parts of a bundle are packages and folders, the largest first", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-parts-"));
  try {
    const inputs = {
      "node_modules/zod/v4/core.js": { bytesInOutput: 2_048 },
      "node_modules/a/node_modules/@peculiar/utils/index.js": { bytesInOutput: 4_096 },
      "src/modules/orders/rules.ts": { bytesInOutput: 1_024 },
      "src/modules/orders/mail/rules.ts": { bytesInOutput: 4_096 },
      "src/http/mount.ts": { bytesInOutput: 1_024 },
    };
    const wasm = { "node_modules/zod/a.wasm": { bytesInOutput: 8_192 } };
    const file = join(dir, "meta.json");
    await writeFile(
      file,
      JSON.stringify({
        outputs: { "index.js": { inputs }, "index.js.map": { inputs: {} }, "a.wasm": { inputs: wasm } },
      }),
    );
    expect(await partsOf(file, 3)).toEqual([
      ["5", "src/modules/orders"],
      ["4", "@peculiar/utils"],
      ["2", "zod"],
    ]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
