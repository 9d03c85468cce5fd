import { readFileSync } from "node:fs";

/** So many resources of a few hundred KiB each. A page holds three. */
export const largeItems = 8;

export function many<Made>(make: (index: number) => Made, count = largeItems): Made[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export const at = (index: number) => new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
export const idOf = (prefix: string, index: number) =>
  `${prefix}_01J0000000000000000000${String(index).padStart(4, "0")}`;
export const sample = (name: string) =>
  JSON.parse(readFileSync(`test/golden/states/samples/${name}.json`, "utf8"));
