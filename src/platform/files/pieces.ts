/** A piece of a file. The last one may be smaller, or empty. */
interface Piece {
  readonly piece: Uint8Array;
  readonly isLast: boolean;
}

/** Joins bytes to pieces of one size. A piece is valid until the next one is asked for. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Piece> {
  // Most files are far smaller than a piece.
  let piece = new Uint8Array(Math.min(size, firstBytes));
  let length = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      if (length === size) {
        yield { piece, isLast: false };
        length = 0;
      }
      const taken = chunk.subarray(at, at + size - length);
      if (length + taken.length > piece.length) piece = grown(piece, length, taken.length, size);
      piece.set(taken, length);
      length += taken.length;
      at += taken.length;
    }
  }
  yield { piece: piece.subarray(0, length), isLast: true };
}

const firstBytes = 256 * 1024;

function grown(piece: Uint8Array, length: number, more: number, most: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(most, Math.max(2 * piece.length, length + more)));
  larger.set(piece.subarray(0, length));
  return larger;
}
