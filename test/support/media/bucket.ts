import type { AskedRendition } from "../../../src/http/delivery/request.ts";
import type { DeliveredFile } from "../../../src/kernel/api/delivery.ts";

/** An image of a tenant as it is delivered. */
export function imageFile(id: string): DeliveredFile {
  const place = { key: `tenant/${id}/original`, renditions: `tenant/${id}/` };
  const shown = { name: "a.png", mediaType: "image/png", isShown: true, size: 8 };
  return { ...place, ...shown, width: 400, height: 400, focalPoint: null };
}

export const small: AskedRendition = { width: 64, height: 64, fit: "contain", format: null };

/** What delivery does with a bucket, in memory. */
export function bucketWith(files: Readonly<Record<string, string>>) {
  const byKey = new Map(Object.entries(files));
  const objectOf = (text: string | undefined) =>
    text === undefined
      ? null
      : {
          body: new Blob([text]).stream(),
          arrayBuffer: async () => new Blob([text]).arrayBuffer(),
        };
  const bucket = {
    get: async (key: string) => objectOf(byKey.get(key)),
    head: async (key: string) => objectOf(byKey.get(key)),
    put: async (key: string, bytes: Uint8Array) => void byKey.set(key, new TextDecoder().decode(bytes)),
    delete: async (key: string) => void byKey.delete(key),
  };
  // Delivery uses nothing else of it.
  return { bucket: bucket as unknown as R2Bucket, byKey };
}
