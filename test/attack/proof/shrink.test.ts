import { expect, it } from "vitest";
import type { Shot } from "../driver/request.ts";
import { curlOf } from "../report/curl.ts";
import { shrink } from "../report/shrink.ts";

const shot: Shot = {
  method: "POST",
  path: "/v1/admin/products?a=1&b=2",
  headers: [
    ["Host", "localhost"],
    ["Authorization", "Bearer x"],
    ["Accept", "*/*"],
  ],
  body: JSON.stringify({ keep: { deep: ["it's", "b"] }, drop: "x".repeat(100) }),
};

it("a request is made smaller as long as its fault shows", async () => {
  const shows = async ({ path, headers, body }: Shot) =>
    path.includes("b=2") && headers.some(([name]) => name === "Accept") && String(body).includes("it's");
  expect(await shrink(shot, shows)).toEqual({
    ...shot,
    path: "/v1/admin/products?b=2",
    headers: [
      ["Host", "localhost"],
      ["Accept", "*/*"],
    ],
    body: '{"keep":{"deep":["it\'s"]}}',
  });
});

it("a request is shown as a command for a shell, in which nothing of it means anything", () => {
  const one = { ...shot, headers: [["X-A", "$(x) `y` 'z'"]] as const, body: '{"a":"\n\'"}' };
  expect(curlOf("http://localhost:1", one)).toBe(
    `curl -i --path-as-is -X POST 'http://localhost:1/v1/admin/products?a=1&b=2' -H 'X-A: $(x) \`y\` '\\''z'\\''' --data-binary $'{"a":"\\n\\'"}'`,
  );
});
