/** Text as bytes, one for each character. */
export const ascii = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

export function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** Bytes as text, to look for what is in them. */
export const textOf = (bytes: Uint8Array) => [...bytes].map((byte) => String.fromCharCode(byte)).join("");

export function uint32(value: number, isLittle = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, isLittle);
  return bytes;
}

/** Bytes in chunks of a size, as they arrive. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All bytes of an iteration. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return concat(...(await Array.fromAsync(chunks)));
}
