import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { kindOf } from "../bytes/types.ts";
import { mediaUrl } from "../presentation.ts";
import { readMedia } from "../store.ts";

/** A file that is an image, as other modules show it. */
export interface MediaImage {
  readonly mediaId: string;
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** An image by the id of its file. Undefined if there is none, or it is something else. */
export function readMediaImage(
  database: TenantDatabase,
  { tenantId, locale }: { readonly tenantId: string; readonly locale: string },
  id: string,
): MediaImage | undefined {
  const media = readMedia(database, id);
  if (media === undefined || kindOf(media.mediaType) !== "image") return undefined;
  const { width, height, translations } = media;
  const alt = translations.find((one) => one.locale === locale)?.alt ?? null;
  return { mediaId: id, url: mediaUrl(tenantId, media), alt, width, height };
}
