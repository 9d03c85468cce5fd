import { describe, expect, it } from "vitest";
import { cleanDrawing } from "../../../src/modules/media/bytes/drawing.ts";
import { openSource, Unreadable } from "../../../src/modules/media/bytes/source.ts";
import { inChunks } from "../../support/media/bytes.ts";

const cleaned = async (text: string) => {
  const source = openSource(inChunks(new TextEncoder().encode(text), 64));
  return new TextDecoder().decode(await cleanDrawing(source));
};
const svg = (inside: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`;

describe("an SVG", () => {
  it("keeps what it draws, with the case of its names", async () => {
    const drawing = svg(
      '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#f00"></stop></linearGradient></defs><path d="M0 0h10" fill="url(#g)"></path><use href="#g"></use><text x="1">A &amp; B</text>',
    );
    expect(await cleaned(`<?xml version="1.0"?><!DOCTYPE svg>${drawing}`)).toBe(drawing);
    expect(await cleaned(await cleaned(drawing))).toBe(drawing);
  });

  it.each([
    ["scripts", "<script>alert(1)</script>"],
    ["scripts in CDATA", "<script><![CDATA[alert(1)]]></script>"],
    ["events", '<path onload="alert(1)" d="M0 0"/>'],
    ["other events", '<image href="#a" onerror = "alert(1)"/>'],
    ["links that run something", '<a href="javascript:alert(1)"><path/></a>'],
    ["HTML", '<foreignObject><iframe src="javascript:alert(1)"/><body onload="alert(1)"/></foreignObject>'],
    ["what others have", '<image href="https://evil.example/alert.png"/>'],
    ["drawings of others", '<use xlink:href="https://evil.example/alert.svg#x"/>'],
    ["drawings within", '<image href="data:image/svg+xml;base64,alert"/>'],
    ["styles", "<style>@import url(https://evil.example/alert.css)</style>"],
    ["style attributes", '<path style="fill:url(https://evil.example/alert)"/>'],
    ["paints of others", '<path fill="url(https://evil.example/alert)"/>'],
    ["paints spelled another way", String.raw`<path fill="u\72l(https://evil.example/alert)"/>`],
    [
      "animations that change links",
      '<animate attributeName="href" to="javascript:alert(1)"/><set to="alert"/>',
    ],
    ["instructions", '<?xml-stylesheet href="alert.xsl"?>'],
    ["comments", "<!-- alert -->"],
    ["other namespaces", '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'],
  ])("has no %s", async (_, inside) => {
    const text = await cleaned(svg(`${inside}<circle r="1"></circle>`));
    expect(text.replace(/alert\(1\)(?=<)/, "")).not.toMatch(/alert|evil|<(?:script|style|animate|a)\b/);
    expect(text).toContain('<circle r="1"></circle>');
  });

  it("has no entities that say something else", async () => {
    const text = `<!DOCTYPE svg [<!ENTITY run "alert(1)">]>${svg("<text>&run;</text>")}`;
    expect(await cleaned(text)).not.toContain("alert");
  });

  it.each([
    ["without a drawing", "<script>alert(1)</script>"],
    ["too deep", svg("<g>".repeat(200) + "</g>".repeat(200))],
    ["too large", svg(" ".repeat(1024 * 1024))],
  ])("is unreadable if it is %s", async (_, text) => {
    await expect(cleaned(text)).rejects.toThrow(Unreadable);
  });
});
