/** A small inline image, as a data URL: pixels, or a drawing that only draws. */
export function isInlineImage(url: string): boolean {
  if (pixels.test(url)) return true;
  const [, encoding, data] = drawing.exec(url) ?? [];
  const text = data === undefined ? null : decoded(data, encoding === ";base64");
  return text !== null && hasOnlyShapes(text);
}

const pixels = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[a-z0-9+/=]*$/i;
const drawing = /^data:image\/svg\+xml(?:;charset=utf-8)?(;base64)?,(.*)$/is;

function decoded(data: string, isBase64: boolean): string | null {
  try {
    return isBase64 ? atob(data) : decodeURIComponent(data);
  } catch {
    return null;
  }
}

/**
 * Whether a drawing has only shapes and texts. Opened in a frame, it would run scripts, handlers of events and links, so it has no
 * other tags and attributes than these, and no entities.
 */
function hasOnlyShapes(text: string): boolean {
  const tags =
    "svg|g|defs|title|desc|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|linearGradient|radialGradient|stop|clipPath|mask|pattern";
  const attribute = String.raw`\s+(?!on|href|xlink|style|src)[a-z][\w:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*')`;
  return new RegExp(
    String.raw`^(?:[^<&]|<\/(?:${tags})\s*>|<(?:${tags})(?:${attribute})*\s*\/?>)*$`,
    "i",
  ).test(text);
}
