import type { Rendition } from "../../kernel/api/rendition.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of an image that is used, and the size it is scaled to. */
export interface Cut {
  readonly left: number;
  readonly top: number;
  readonly source: Size;
  readonly target: Size;
}

/** How an image of a size becomes a rendition: without distortion, and never larger than it is. */
export function cutOf(image: Size, { width, height, fit, focalPoint }: Rendition): Cut {
  const whole = { left: 0, top: 0, source: image };
  if (width === null || height === null || fit === "contain") {
    const scale = Math.min(1, (width ?? Infinity) / image.width, (height ?? Infinity) / image.height);
    return { ...whole, target: scaled(image, scale) };
  }
  // What is smaller than asked for keeps the proportions that are asked for.
  const ratio = width / height;
  const source =
    image.width / image.height > ratio
      ? { width: atLeastOne(image.height * ratio), height: image.height }
      : { width: image.width, height: atLeastOne(image.width / ratio) };
  return {
    left: offset(image.width, source.width, focalPoint.x),
    top: offset(image.height, source.height, focalPoint.y),
    source,
    target: scaled(source, Math.min(1, width / source.width)),
  };
}

/** The point stays in the middle, as far as there is something on both sides. */
function offset(whole: number, part: number, percent: number): number {
  return Math.round(Math.min(whole - part, Math.max(0, (whole * percent) / 100 - part / 2)));
}

function scaled({ width, height }: Size, scale: number): Size {
  return { width: atLeastOne(width * scale), height: atLeastOne(height * scale) };
}

function atLeastOne(length: number): number {
  return Math.max(1, Math.round(length));
}
