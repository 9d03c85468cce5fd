import type { ImageFormat } from "../../kernel/api/rendition.ts";
import { bytesOf } from "./bytes.ts";
import { type ImageEngine, imageLimits } from "./image.ts";

const decodable = ["image/jpeg", "image/png", "image/webp", "image/avif"];
/** Of formats, and of what it is paid for. */
const quality = 80;

/** Cloudflare's service for images. */
export function openImagesBinding(images: ImagesBinding): ImageEngine {
  return {
    formats: ["jpeg", "png", "webp", "avif"],
    takes: ({ mediaType, width, height }) =>
      decodable.includes(mediaType) && width * height <= imageLimits.servicePixels.value,
    async render(open, _, { width, height, fit, format, focalPoint }) {
      const bytes = await open(false);
      if (bytes === null) return null;
      const isCropped = fit === "cover" && width !== null && height !== null;
      const gravity = { x: focalPoint.x / 100, y: focalPoint.y / 100, mode: "box-center" as const };
      const made = await images
        .input(bytes)
        .transform({
          ...(width === null ? {} : { width }),
          ...(height === null ? {} : { height }),
          ...(isCropped ? { fit: "crop" as const, gravity } : { fit: "scale-down" as const }),
        })
        .output({ format: `image/${format}` satisfies `image/${ImageFormat}`, quality });
      return bytesOf(made.image());
    },
  };
}
