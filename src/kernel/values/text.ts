import * as z from "zod";
import { byteLength } from "../json.ts";

/**
 * Text of at most so many characters, and so many bytes as JSON: a character takes one to six of them. Whitespace around
 * it is dropped.
 */
export function boundedText(characters: number, bytes: number) {
  return z
    .string()
    .trim()
    .max(characters)
    .refine((text) => jsonBytes(text) <= bytes, `must be at most ${bytes} bytes long`);
}

/** The beginning of a text, of at most so many bytes as JSON. Never ends within a character. */
export function shortened(text: string, bytes: number): string {
  if (jsonBytes(text) <= bytes) return text;
  let left = bytes;
  let end = 0;
  for (const character of text) {
    left -= jsonBytes(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** How many bytes a text takes within a JSON document, without its quotation marks. */
export function jsonBytes(text: string): number {
  return byteLength(JSON.stringify(text)) - 2;
}
