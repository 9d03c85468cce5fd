import * as z from "zod";
import { encodedAddress } from "../../../kernel/text/link.ts";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { mediaIds } from "../../media/ids.ts";
import { productLimits } from "../limits/limits.ts";
import { isInlineImage } from "./inline.ts";

const mostCharacters = 4_096;

/** An image's address: an http(s) URL, the path of an own file, or a small inline image as a data URL. */
const imageUrl = z
  .string()
  .max(mostCharacters)
  .refine((url) => isInlineImage(url) || ownFile.test(url) || isWebUrl(url), "is not an http(s) URL")
  .overwrite(encodedAddress)
  .max(mostCharacters);

/** Where a file of the module `media` is delivered. */
const ownFile = /^\/media\/[^/]+\/(med_[0-9A-Za-z]{26})\//;

/** The file that an address is of. Null if it is elsewhere. */
export function mediaIdIn(url: string): string | null {
  return ownFile.exec(url)?.[1] ?? null;
}

/** The address of the same file in a tenant that has taken it over. */
export function addressIn(tenantId: string, url: string): string {
  return mediaIdIn(url) === null ? url : url.replace(/^\/media\/[^/]+/, `/media/${tenantId}`);
}

function isWebUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
}

/** One of the product's images, by its address. */
export const variantImage = z
  .union([imageUrl, z.strictObject({ url: imageUrl })])
  .transform((one) => (typeof one === "string" ? one : one.url))
  .nullable()
  .optional();

const pixels = z.int().min(1).max(productLimits.imagePixels.value).nullable().optional();

const alt = z.string().max(1_000).nullable().optional();

/** Images in a product file, which names them by their addresses. */
export const addressedImages = z
  .array(z.strictObject({ url: imageUrl, alt, width: pixels, height: pixels }))
  .max(productLimits.images.value);

export const imageInput = z
  .strictObject({
    url: imageUrl.optional(),
    mediaId: opaqueId
      .nullable()
      .optional()
      .describe("A file of `/v1/admin/media`. Its address and size are taken from there."),
    alt: alt.describe("By default the alt text of the file in the shop's main language."),
    width: pixels,
    height: pixels,
  })
  .refine(({ url, mediaId }) => url !== undefined || typeof mediaId === "string", {
    path: ["url"],
    message: "an image needs a url or a mediaId",
  });
export type ImageInput = z.infer<typeof imageInput>;

export const firstImage = z.object({ url: z.string(), alt: z.string().nullable(), position: z.int() });

/** Width and height are in pixels, null if nobody said them. */
export const sizedImage = firstImage.extend({ width: z.int().nullable(), height: z.int().nullable() });

/** An image as it is stored. `mediaId` is null if it is not a file of the tenant. */
export const image = sizedImage.extend({ mediaId: idText(mediaIds.media).nullable() });
export type Image = z.infer<typeof image>;

/** Fills in the size of images that were stored when nobody could say it. */
export function unsizedImages(images: readonly z.infer<typeof firstImage>[]): z.infer<typeof sizedImage>[] {
  return images.map((one) => ({ width: null, height: null, ...one }));
}

/** The same for images that were stored when a tenant had no files. */
export function unlinkedImages(images: readonly z.infer<typeof sizedImage>[]): Image[] {
  return images.map((one) => ({ mediaId: null, ...one }));
}
