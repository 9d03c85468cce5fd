import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import * as html from "../../../src/modules/translations/clean-html.ts";
import { htmlInput, translationList } from "../../../src/modules/translations/index.ts";
import { richTextLimits } from "../../../src/modules/translations/limits.ts";

const item = z.object({ locale: z.string(), description: htmlInput.optional() });
const list = translationList(item, { least: 1 });
const described = (locale: string, description: string | null) => ({ locale, description });
const issuesOf = (items: unknown) => list.safeParse(items).error?.issues;

describe("the translations of a request", () => {
  it("have sanitized descriptions", () => {
    const sent = [described("en", "<p>x</p><script>y</script>"), described("de", " "), described("fr", null)];
    expect(list.parse([...sent, { locale: "it" }])).toEqual([
      described("en", "<p>x</p>"),
      described("de", null),
      described("fr", null),
      { locale: "it" },
    ]);
  });

  it("name the one whose description is too complex", () => {
    const nested = "<b>".repeat(richTextLimits.htmlDepth.value + 1);
    expect(issuesOf([described("en", "x"), described("de", nested)])).toMatchObject([
      { path: [1, "description"], params: { code: "too-deep" } },
    ]);
  });

  it("have one of each language, and at least one", () => {
    expect(issuesOf([described("en", "x"), described("en", "y")])).toHaveLength(1);
    expect(issuesOf([])).toHaveLength(1);
  });

  it("are refused before one is sanitized if their descriptions are too long together", () => {
    const sanitized = vi.spyOn(html, "cleanHtml");
    const long = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        described(`l${index}`, "x".repeat(richTextLimits.description.value)),
      );
    expect(issuesOf(long(6))).toMatchObject([{ path: [], params: { code: "too-big" } }]);
    expect(sanitized).not.toHaveBeenCalled();
    expect(list.parse(long(5))).toHaveLength(5);
    expect(sanitized).toHaveBeenCalledTimes(5);
  });
});
