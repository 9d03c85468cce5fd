import { describe, expect, it } from "vitest";
import { rangesOf } from "./changed.ts";

describe("the lines that `--changed` mutates", () => {
  it("are the new and the rewritten ones, not the deleted ones", () => {
    const diff = [
      "diff --git a/src/one.ts b/src/one.ts",
      "--- a/src/one.ts",
      "+++ b/src/one.ts",
      "@@ -3 +3,2 @@ function one() {",
      "-  return 1;",
      "+  const answer = 1;",
      "+  return answer;",
      "@@ -20,4 +21,0 @@",
      "-  gone();",
      "@@ -40 +38 @@",
      "+  last();",
    ].join("\n");
    expect(rangesOf(diff)).toEqual(["src/one.ts:3-4", "src/one.ts:38-38"]);
  });

  it("are none of a deleted file", () => {
    const diff = ["--- a/src/gone.ts", "+++ /dev/null", "@@ -1,2 +0,0 @@", "-one", "-two"].join("\n");
    expect(rangesOf(diff)).toEqual([]);
  });
});
