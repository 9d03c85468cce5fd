import { type Files, WrongPartSize } from "../../../src/kernel/operation/files.ts";

/** Files in memory. */
export function createFiles() {
  const byKey = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  const partsByBegun = new Map<string, Map<number, Uint8Array>>();
  const files: Files = {
    async write(key, chunks, { mediaType }) {
      const bytes = await joined(chunks);
      byKey.set(key, { bytes, mediaType });
      return bytes.length;
    },
    async read(key) {
      const found = byKey.get(key);
      return found === undefined ? null : new Blob([found.bytes.slice()]).stream();
    },
    async remove(prefix) {
      const keys = [...byKey.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys) byKey.delete(key);
      return keys.length > 0;
    },
    async beginParts() {
      const begun = `begun ${partsByBegun.size}`;
      partsByBegun.set(begun, new Map());
      return begun;
    },
    async writePart(_, begun, { number, size, bytes }) {
      const part = await joined(bytes);
      if (part.length !== size) throw new WrongPartSize();
      const parts = partsByBegun.get(begun);
      parts?.set(number, part);
      return parts === undefined ? null : `tag ${number}`;
    },
    async joinParts(key, begun, parts) {
      const all = parts.map(({ number, tag }) =>
        tag === `tag ${number}` ? partsByBegun.get(begun)?.get(number) : undefined,
      );
      if (!all.every((part) => part !== undefined)) return false;
      byKey.set(key, { bytes: new Uint8Array(Buffer.concat(all)), mediaType: "" });
      return true;
    },
    async abandonParts(_, begun) {
      partsByBegun.delete(begun);
    },
  };
  return { files, byKey, partsByBegun };
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
}
