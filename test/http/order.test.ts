import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { requestStages } from "../../src/http/stages/stages.ts";

it("the stages of a request are documented in their order, with what they refuse", () => {
  const rows = readFileSync("docs/http.md", "utf8").matchAll(/^\| ([\w-]+) +\| [^|]+ \| ([\d, ]*)\|$/gm);
  const documented = [...rows].map(([, name, statuses = ""]) => [
    name,
    (statuses.match(/\d+/g) ?? []).map(Number),
  ]);
  expect(documented).toEqual([
    ["match", [404, 405]],
    ...requestStages.map(({ name, refuses }) => [name, refuses]),
  ]);
});
