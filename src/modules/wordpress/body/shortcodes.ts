import { sectionsOf } from "./sections.ts";

/** A text without the shortcodes that have HTML of their own, and the names of those that are left in it. */
export interface WithoutShortcodes {
  readonly text: string;
  readonly left: readonly string[];
}

/** Turns `[caption]` into a figure, and `[embed]`, `[audio]` and `[video]` into links. Others stay as text. */
export function withoutShortcodes(content: string): WithoutShortcodes {
  const text = sectionsOf(content, /\[caption\b[^\][]{0,2000}\]/gi, "[/caption]")
    .map((one) => (one.kind === "outside" ? one.text : figureOf(one.inside.trim())))
    .join("")
    .replaceAll(embed, (_, url: string) => linkTo(url))
    .replaceAll(sound, (whole: string, attributes: string) => {
      const [, url] = source.exec(attributes) ?? [];
      return url === undefined ? whole : linkTo(url);
    });
  return { text, left: shortcodesIn(text) };
}

const embed = /\[embed\b[^\][]{0,500}\]\s{0,20}(https?:\/\/[^\s[\]<>"]{1,2000})\s{0,20}\[\/embed\]/gi;
const sound = /\[(?:audio|video)\b([^\][]{0,2000})\](?:\s{0,20}\[\/(?:audio|video)\])?/gi;
/** Old posts have the address alone. */
const source =
  /(?:\b(?:src|mp3|m4a|ogg|wav|mp4|m4v|webm|ogv|flv)=|^\s{1,20})["']?(https?:\/\/[^\s"'\]]{1,2000})/i;

/** Shortcodes of WordPress itself, and whatever else has attributes or a closing, as text in brackets seldom does. */
function shortcodesIn(text: string): readonly string[] {
  const closings = new Set([...text.matchAll(/\[\/([a-z][a-z0-9_-]{1,40})\]/gi)].map(([, name]) => name));
  const openings = [
    ...text.matchAll(/\[([a-z][a-z0-9_-]{1,40})(\s+[a-z][a-z0-9_-]{0,40}=[^\][]{0,2000})?\]/gi),
  ];
  const left = openings.flatMap(([, name, attributes]) =>
    name !== undefined && (attributes !== undefined || closings.has(name)) ? [name] : [],
  );
  const ofWordPress = [...text.matchAll(known)].map(([, name = ""]) => name);
  return [...new Set([...left, ...ofWordPress])];
}

/** Whatever they have for attributes. */
const known = /\[(gallery|playlist|audio|video|embed|caption)\b[^\][]{0,2000}\]/gi;

/** An image, perhaps in a link, and what is said below it. */
function figureOf(inside: string): string {
  const [image] = /^(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?/i.exec(inside) ?? [];
  if (image === undefined) return inside;
  const text = inside.slice(image.length).trim();
  return `\n\n<figure>${image}${text === "" ? "" : `<figcaption>${text}</figcaption>`}</figure>\n\n`;
}

function linkTo(url: string): string {
  const safe = url.replaceAll("&amp;", "&").replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<a href="${safe}">${safe}</a>`;
}
