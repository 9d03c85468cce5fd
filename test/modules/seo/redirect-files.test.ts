import { describe, expect, it } from "vitest";
import { readRedirects } from "../../../src/modules/seo/redirects/csv.ts";

describe("a file of redirects", () => {
  it("is parsed no further than its limit of rows, whatever comes after them", async () => {
    const rows = Array.from({ length: 5_001 }, (_, index) => `/a${index},/b${index}\n`).join("");
    // A file that is parsed to its end is refused for the quote that is never closed.
    const read = await readRedirects(`from,to\n${rows}${",\n".repeat(200_000)}"`);
    expect(read?.length).toBe(5_001);
    expect(read?.filter(({ errors }) => errors.length === 0).length).toBe(5_000);
    expect(read?.at(-1)).toMatchObject({ line: 5_002, errors: [{ code: "rows-not-read" }] });
  });

  it("of as many rows as it may have is read as a whole", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `/a${index},/b${index}\n`).join("");
    const read = await readRedirects(`from,to\n${rows}`);
    expect(read?.at(-1)).toMatchObject({ line: 5_001, input: { from: "/a4999", to: "/b4999" } });
  });

  it("may have rows with more cells than anybody needs", async () => {
    const read = await readRedirects(`from,to\n/a,/b${",".repeat(100_000)}\n/c,/d,"x","y"\n`);
    expect(read?.map(({ input }) => input)).toEqual([
      { from: "/a", to: "/b" },
      { from: "/c", to: "/d" },
    ]);
  });
});
