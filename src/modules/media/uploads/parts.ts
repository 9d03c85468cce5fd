import { mediaLimits } from "../limits.ts";

const { value: partSize } = mediaLimits.part;

/** How many parts a file of a size has. */
export function countParts(size: number): number {
  return Math.ceil(size / partSize);
}

/** The bytes of a part. Null if there is no such part. */
export function sizeOfPart(size: number, number: number): number | null {
  const count = countParts(size);
  if (!Number.isInteger(number) || number < 1 || number > count) return null;
  return number < count ? partSize : size - (count - 1) * partSize;
}

/** The parts that have not arrived. */
export function missingParts(size: number, received: readonly number[]): readonly number[] {
  const all = Array.from({ length: countParts(size) }, (_, index) => index + 1);
  return all.filter((number) => !received.includes(number));
}
