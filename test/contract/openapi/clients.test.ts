import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { document } from "./document.ts";

const home = mkdtempSync(join(tmpdir(), "openapi-"));
afterAll(() => rmSync(home, { recursive: true }));

/** Code of a client, compiled with the generated types. */
const sample = `import type { components, operations, paths } from "./api.d.ts";

type Product = components["schemas"]["Product"];
type Refusal = components["schemas"]["Problem"];

export const price = (product: Product): number | undefined => product.variants[0]?.price?.amount;
export const isTaken = ({ code }: Refusal): boolean => code === "duplicate-handle";
export const page: NonNullable<operations["listProducts"]["parameters"]["query"]> = { limit: 50, count: true };
export const draft: components["schemas"]["ProductInput"] = {
  translations: [{ locale: "en", title: "Field mug" }],
  variants: [{ sku: "MUG-1", prices: [{ amount: 1900, currency: "EUR" }] }],
};
export const tokenOf = (order: components["schemas"]["PlacedOrder"]): string => order.accessToken + order.number;
export type Create = paths["/v1/admin/products"]["post"];

// @ts-expect-error a limit is a number
page.limit = "50";
// @ts-expect-error no such code
export const other: Refusal["code"] = "no-such-code";
// @ts-expect-error an order has no such field
export const none = (order: components["schemas"]["Order"]) => order.accessToken;
`;

describe("the types that openapi-typescript makes of the document", { timeout: 60_000 }, () => {
  let types = "";

  beforeAll(() => {
    writeFileSync(join(home, "openapi.json"), JSON.stringify(document));
    const bin = resolve("client/node_modules/openapi-typescript/bin/cli.js");
    execFileSync(process.execPath, [bin, "openapi.json", "-o", "api.d.ts"], { cwd: home, stdio: "pipe" });
    types = readFileSync(join(home, "api.d.ts"), "utf8");
  }, 60_000);

  it("have fewer than 8,000 lines", () => {
    expect(types.split("\n").length).toBeLessThan(8_000);
  });

  it("fit what a client writes: named shapes, typed parameters, known codes", () => {
    writeFileSync(join(home, "sample.ts"), sample);
    const tsc = resolve("node_modules/typescript/lib/tsc.js");
    const flags = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--allowImportingTsExtensions",
      "--module",
      "esnext",
    ];
    const options = ["--moduleResolution", "bundler", "--target", "es2022", "--types", "", "sample.ts"];
    expect(compile(tsc, [...flags, ...options])).toBe("");
  });
});

function compile(tsc: string, options: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [tsc, ...options], { cwd: home, encoding: "utf8" });
  } catch (error) {
    return String(Object(error).stdout);
  }
}
