import { camp } from "./camp.ts";
import { home } from "./home.ts";
import { type Colour, palettes } from "./palette.ts";
import { table } from "./table.ts";
import { wear } from "./wear.ts";

const drawings = { ...camp, ...wear, ...table, ...home };

export type Drawing = keyof typeof drawings;

/** A picture of a product in a colour, as an address that needs no host. */
export function draw(drawing: Drawing, colour: Colour): string {
  const palette = palettes[colour];
  const picture =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'>` +
    `<rect width='400' height='400' fill='${palette.ground}'/>` +
    `<ellipse cx='200' cy='338' rx='130' ry='12' opacity='.08'/>` +
    `${drawings[drawing](palette)}</svg>`;
  return `data:image/svg+xml,${inAddress(picture)}`;
}

/** Escapes what an address may not hold, and no more, so that the picture stays small. */
function inAddress(svg: string): string {
  return encodeURIComponent(svg).replace(/%(?:3D|3A|2F|2C|3B)/g, decodeURIComponent);
}
