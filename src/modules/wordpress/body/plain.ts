import { Parser } from "htmlparser2";

/** A title of WordPress, which is HTML, as text. */
export function plainText(html: string): string {
  const parts: string[] = [];
  const parser = new Parser({ ontext: (part) => void parts.push(part) }, { decodeEntities: true });
  parser.end(html);
  return parts.join("").replaceAll(/\s+/g, " ").trim();
}
