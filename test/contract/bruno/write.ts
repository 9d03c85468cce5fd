// `npm run bruno`: writes the collection in docs/bruno from the OpenAPI document.
import "../../../local/node/text-modules.ts";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [{ collectionFolder, collectionOf }, { registry }] = await Promise.all([
  import("./collection.ts"),
  import("../../../src/registry.ts"),
]);

rmSync(collectionFolder, { recursive: true, force: true });
for (const [path, text] of collectionOf(registry)) {
  const file = join(collectionFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
