import { at, idOf, many, sample } from "./rows.ts";

/** The rows of files with all the texts that there can be. */
export function manyFiles() {
  return many(file, 120);
}

/** Codes that no language has. */
const languages = [..."abcdefghij"].flatMap((one) => [..."vwxyz"].map((other) => `q${one}${other}`));

function file(index: number) {
  const texts = { alt: "é".repeat(1_000), caption: "é".repeat(2_000) };
  const translations = many((number) => ({ locale: languages[number], ...texts }), 50);
  const id = idOf("med", index);
  const times = { createdAt: at(index), updatedAt: at(index) };
  const state = { ...sample("media.v1"), id, mediaType: "image/png", ...times, translations };
  return {
    id,
    version: 1,
    created_at: at(index),
    kind: "image",
    state: JSON.stringify(state),
    state_version: 1,
  };
}
