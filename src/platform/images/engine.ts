import { openImagesBinding } from "./binding.ts";
import { type ImageEngine, imageLimits } from "./image.ts";

/** Cloudflare's service for images where it is bound, else codecs in the Worker. */
export function imageEngineOf(env: Env): ImageEngine {
  const binding = (env as { readonly IMAGES?: ImagesBinding }).IMAGES;
  return binding === undefined ? codecs : openImagesBinding(binding);
}

const decodable = ["image/jpeg", "image/png", "image/webp"];

const codecs: ImageEngine = {
  formats: ["jpeg", "png", "webp"],
  takes: ({ mediaType, size, width, height }) =>
    decodable.includes(mediaType) &&
    size <= imageLimits.renderedBytes.value &&
    width * height <= imageLimits.renderedPixels.value,
  async render(open, image, rendition) {
    const { renderOneByOne } = await import("./codecs.ts");
    return renderOneByOne(open, image, rendition);
  },
};
