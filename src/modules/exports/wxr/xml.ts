import { xmlText } from "../../../kernel/text/xml.ts";

/** An element with a text. */
export function element(name: string, text: string | number, attributes = ""): string {
  return `<${name}${attributes}>${cdata(String(text))}</${name}>\n`;
}

/** A text as XML has it where no characters are markup. */
function cdata(text: string): string {
  return `<![CDATA[${xmlText(text).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Plain text where WordPress has HTML, and in an attribute. */
export function escaped(text: string): string {
  return xmlText(text).replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");
}

/** An instant as WordPress writes it. Parts of a second stay, though WordPress has none. */
export function dateOf(instant: string): string {
  return instant.replace("T", " ").replace(/(?:\.0+)?Z$/, "");
}

/** The number of a thing by which others in the file name it: 50 bits of its id, which are random. */
export function numberOf(id: string): number {
  return [...id.slice(-10)].reduce((sum, character) => sum * 32 + alphabet.indexOf(character), 0);
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
