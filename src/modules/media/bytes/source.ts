/** Reads a stream of bytes by counts, and hands on what it has not read. Holds no more than was asked for, and a chunk. */
export interface ByteSource {
  /** The next bytes, without taking them: fewer than asked for only at the end. */
  peek(count: number): Promise<Uint8Array>;
  /** Takes the next bytes: fewer than asked for only at the end. */
  take(count: number): Promise<Uint8Array>;
  /** Takes what is there already, or the next chunk. Null at the end. */
  next(): Promise<Uint8Array | null>;
  /** Gives back bytes that were taken last. */
  putBack(bytes: Uint8Array): void;
}

export function openSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  /** Where what is held begins and ends in its buffer. */
  let [start, end] = [0, 0];
  const append = (chunk: Uint8Array) => {
    if (end + chunk.length > held.length || start > 0) {
      const larger = new Uint8Array(Math.max(end - start + chunk.length, 2 * (end - start)));
      larger.set(held.subarray(start, end));
      [held, end, start] = [larger, end - start, 0];
    }
    held.set(chunk, end);
    end += chunk.length;
  };
  const read = async () => {
    const { done, value } = await iterator.next();
    return done ? null : value;
  };
  const peek = async (count: number) => {
    while (end - start < count) {
      const chunk = await read();
      if (chunk === null) break;
      append(chunk);
    }
    return held.subarray(start, Math.min(end, start + count));
  };
  const next = async () => {
    if (start === end) {
      const chunk = await read();
      if (chunk === null) return null;
      [held, start, end] = [chunk, 0, chunk.length];
    }
    const rest = held.subarray(start, end);
    // It stays held, because most of it may come back.
    start = end;
    return rest;
  };
  const putBack = (bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    if (bytes.buffer === held.buffer && bytes.byteOffset + bytes.length === held.byteOffset + start) {
      start -= bytes.length;
      return;
    }
    const rest = held.subarray(start, end);
    held = new Uint8Array(bytes.length + rest.length);
    held.set(bytes);
    held.set(rest, bytes.length);
    [start, end] = [0, held.length];
  };
  return {
    peek,
    next,
    putBack,
    async take(count) {
      const bytes = (await peek(count)).slice();
      start += bytes.length;
      return bytes;
    },
  };
}

/** Takes so many bytes, chunk by chunk: fewer only at the end. */
export async function* pass(source: ByteSource, count: number): AsyncGenerator<Uint8Array> {
  for (let left = count; left > 0; ) {
    const chunk = await source.next();
    if (chunk === null) return;
    const taken = chunk.subarray(0, left);
    source.putBack(chunk.subarray(taken.length));
    left -= taken.length;
    yield taken;
  }
}

/** A file has fewer segments, chunks or boxes. Each takes time, and a file of nothing else has a hundred million of them. */
const mostUnits = 100_000;

/** Counts the units of a file. Throws at the first too many. */
export function unitCounter(): () => void {
  let units = 0;
  return () => {
    units += 1;
    if (units > mostUnits) throw new Unreadable("The file is in too many pieces.");
  };
}

/** A file that is not what its beginning says it is. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** The same, where a file ends too early. */
export async function takeAll(source: ByteSource, count: number): Promise<Uint8Array> {
  const bytes = await source.take(count);
  if (bytes.length < count) throw new Unreadable("The file is cut off.");
  return bytes;
}
