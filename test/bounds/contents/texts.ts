/** A text that could be expensive to parse, in any length. */
export interface HostileText {
  readonly name: string;
  /** The longest text of this kind that weighs at most `room`. */
  readonly of: (room: number, weigh: (text: string) => number) => string;
}

/** Texts for every place that takes one. Each is a worst case of some algorithm between a request and its schema. */
export const hostileTexts: readonly HostileText[] = [
  repeated("letters", "a"),
  repeated("digits", "1"),
  repeated("spaces between letters", " ", { head: "a", tail: "b" }),
  repeated("spaces only", " "),
  repeated("different words", (index) => `w${index} `),
  repeated("signs between letters", "a*", { tail: "a" }),
  repeated("quotes", '"'),
  repeated("backslashes", "\\"),
  repeated("pointer escapes", "~/"),
  repeated("hyphens", "-"),
  repeated("a handle that ends badly", "a-", { head: "a-", tail: "!" }),
  repeated("language tag with attributes", (index) => `-${letters(index)}`, { head: "en-u" }),
  repeated("language tag with private parts", (index) => `-${letters(index)}`, { head: "x" }),
  repeated("language tag with variants", (index) => `-${letters(index)}${index % 10}x`, { head: "en" }),
  repeated("dots", "."),
  repeated("host labels", "a.", { tail: "example" }),
  repeated("mail local parts", "a.", { tail: "a@b.example" }),
  repeated("mail domains", "b.", { head: "a@", tail: "example" }),
  repeated("at signs", "a@"),
  repeated("fraction of a second", "1", { head: "2030-01-01T00:00:00.", tail: "Z" }),
  repeated("path of a URL", "../", { head: "https://a.example/" }),
  repeated("host of a URL", "a.", { head: "https://", tail: "example" }),
  repeated("query of a URL", "&a=%41", { head: "https://a.example/?" }),
  repeated("data URL", "A", { head: "data:image/png;base64," }),
  repeated("combining marks", "\u0301", { head: "e" }),
  repeated("combining marks out of order", "\u0315\u0316\u0300", { head: "a" }),
  repeated("letters that decompose", "\ufdfa"),
  repeated("Hangul syllables", "\uac01"),
  repeated("Han characters", "\u6f22"),
  repeated("characters outside the BMP", "\u{1f9e3}"),
  repeated("capital letters that grow", "\u0130"),
  repeated("two directions", "\u05de\u202e"),
];

/** Texts for places that take HTML. */
export const hostileHtml: readonly HostileText[] = [
  repeated("nested tags", "<b>"),
  repeated("nested tags that close", (index) => `<b>${index}</b>`),
  repeated("tags that are removed", "<x>"),
  repeated("tags that form again", "<<x>b>"),
  repeated("unclosed tags", "<a "),
  repeated("less-than signs", "<"),
  repeated("attributes", (index) => ` a${index}=1`, { head: "<b", tail: ">" }),
  repeated("image sources", "https://a.example/a 1x, ", { head: '<img srcset="', tail: '">' }),
  repeated("entities", "&amp;"),
  repeated("ampersands", "&"),
  repeated("comments", "<!--"),
  repeated("closing tags", "</b>"),
];

interface Ends {
  readonly head?: string;
  readonly tail?: string;
}

function repeated(
  name: string,
  unit: string | ((index: number) => string),
  { head = "", tail = "" }: Ends = {},
): HostileText {
  return {
    name,
    of(room, weigh) {
      const left = room - weigh(head) - weigh(tail);
      if (typeof unit === "string")
        return head + unit.repeat(Math.max(0, Math.floor(left / weigh(unit)))) + tail;
      const units: string[] = [];
      for (let index = 0, rest = left; ; index += 1) {
        const next = unit(index);
        rest -= weigh(next);
        if (rest < 0) return head + units.join("") + tail;
        units.push(next);
      }
    },
  };
}

/** Three or four letters, different for each of the first half million. */
function letters(index: number): string {
  const digits = (index + 676).toString(26);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");
}
