/** What is found out about an image while it passes. */
export interface SizeFound {
  width: number | null;
  height: number | null;
}

/** A size as a header says it, where zero says nothing. */
export function foundSize(width: number, height: number): SizeFound {
  return { width: width > 0 ? width : null, height: height > 0 ? height : null };
}
