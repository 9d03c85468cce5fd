import { mediaTypes } from "./types.ts";

const longestName = 255;

/**
 * The name that a file is kept under: without its folders, control characters and what URLs and headers give a meaning. Its
 * extension is one of its type, so nobody mistakes it for something else.
 */
export function fileNameOf(sent: string, mediaType: string): string {
  const extensions = mediaTypes[mediaType]?.extensions ?? [];
  const [usual = "bin"] = extensions;
  const base = (sent.normalize("NFC").split(/[/\\]/).at(-1) ?? "")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"<>|?*:#%&;]/gu, "")
    .replaceAll(/\s+/g, "-")
    .replace(/^[.-]+/, "")
    .replace(/[.-]+$/, "");
  const extension = /\.([a-z0-9]{1,10})$/i.exec(base)?.[1]?.toLowerCase() ?? "";
  const isRight = extensions.includes(extension);
  const stem = isRight ? base.slice(0, -extension.length - 1) : base;
  const ending = isRight ? extension : usual;
  return `${cut(stem === "" ? "file" : stem, longestName - ending.length - 1)}.${ending}`;
}

/** Cuts between characters. The bound is of characters, as everywhere. */
function cut(text: string, most: number): string {
  const points = [...text];
  let length = 0;
  let kept = "";
  for (const point of points) {
    length += point.length;
    if (length > most) break;
    kept += point;
  }
  return kept;
}
