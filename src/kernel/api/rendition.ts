/** Another size or format of an image. */
export interface Rendition {
  /** Null: as follows from the other, or as it is. */
  readonly width: number | null;
  readonly height: number | null;
  /** `contain`: all of it, within the size. `cover`: as much of it as fills the size. Never larger than it is. */
  readonly fit: "contain" | "cover";
  readonly format: ImageFormat;
  /** What stays when it is cropped, in percent from the left and from the top. */
  readonly focalPoint: { readonly x: number; readonly y: number };
}

/** The formats that images are made in. */
export const imageFormats = ["jpeg", "png", "webp", "avif"] as const;
/** One of them. */
export type ImageFormat = (typeof imageFormats)[number];
