import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { filesBelow } from "../../architecture/sources.ts";
import { fieldsFile, fieldsTable } from "./table.ts";

it("the fields of the log are documented in docs/log-fields.md (`npm run log-fields` writes it)", () => {
  expect(readFileSync(fieldsFile, "utf8")).toBe(fieldsTable());
});

it("nothing in the Worker writes to the log but `emit`", () => {
  const writers = [...filesBelow("src"), ...filesBelow("durable-objects")].filter(
    (path) => path.endsWith(".ts") && /\bconsole\b/.test(readFileSync(path, "utf8")),
  );
  expect(writers).toEqual(["src/telemetry/log/emit.ts"]);
});
