import { describe, expect, it } from "vitest";
import { wordpressLimits } from "../../../src/modules/wordpress/limits.ts";
import { openRecords, type XmlRecord } from "../../../src/modules/wordpress/read/records.ts";

/** The records of a text that arrives in parts. */
function recordsOf(text: string, size = text.length) {
  const reader = openRecords();
  const records: XmlRecord[] = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.write(text.slice(at, at + size)));
  const end = reader.end();
  return { records: [...records, ...end.records], isWhole: end.isWhole };
}

const named = (records: readonly XmlRecord[]) =>
  records.map(({ element: { name, text }, line, state }) => `${line} ${name} ${text.trim()} ${state}`);

describe("the records of an RSS file", () => {
  const text = `<?xml version="1.0"?>
<rss><channel>
<title>Blog &amp; more</title>
<item><title><![CDATA[a < b]]></title>
</item>
<item/></channel></rss>`;

  it("are the children of the channel, with the lines on which they begin", () => {
    expect(named(recordsOf(text).records)).toEqual([
      "3 title Blog & more whole",
      "4 item  whole",
      "6 item  whole",
    ]);
  });

  it.each([1, 2, 3, 7, 64])("are the same if the file arrives %i characters at a time", (size) => {
    const whole = recordsOf(text);
    const parts = recordsOf(text, size);
    expect(parts.isWhole).toBe(true);
    expect(parts.records.map(({ element }) => element)).toEqual(whole.records.map(({ element }) => element));
  });

  it("have their attributes, children and texts", () => {
    const { records } = recordsOf('<rss><channel><item a="1&lt;2"><b>x<c/>y</b></item></channel></rss>');
    expect(records[0]?.element).toMatchObject({
      attributes: { a: "1<2" },
      children: [{ name: "b", text: "xy", children: [{ name: "c" }] }],
    });
  });

  it("of a file that ends too early end with the one that is cut off", () => {
    const { records, isWhole } = recordsOf("<rss><channel><item><title>One</title></item><item><title>Tw");
    expect(isWhole).toBe(false);
    expect(records.map(({ state }) => state)).toEqual(["whole", "cut-off"]);
  });

  it("are nothing in a file of another kind", () => {
    expect(recordsOf("<html><body><item>no</item></body></html>").records).toEqual([]);
    expect(recordsOf("no XML at all").records).toEqual([]);
  });

  it("ignore entities that a file declares", () => {
    const bomb =
      '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>';
    expect(recordsOf(bomb).records[0]?.element.text).toBe("&b;");
  });

  it("keep only a bounded part of what is too large", () => {
    const large = "x".repeat(wordpressLimits.record.value);
    const { records } = recordsOf(
      `<rss><channel><item><a>${large}</a><b>${large}</b></item><item/></channel></rss>`,
      100_000,
    );
    expect(records.map(({ state }) => state)).toEqual(["too-large", "whole"]);
    const kept = records[0]?.element.children.reduce((sum, { text }) => sum + text.length, 0);
    expect(kept).toBeLessThanOrEqual(wordpressLimits.record.value);
    const many = recordsOf(
      `<rss><channel><item>${"<a/>".repeat(wordpressLimits.elements.value + 10)}</item></channel></rss>`,
    );
    expect(many.records[0]).toMatchObject({ state: "too-large" });
    expect(many.records[0]?.element.children).toHaveLength(wordpressLimits.elements.value);
  });
});
