/** A file of which the beginning has been read. */
export interface OpenedFile {
  /** The whole file, from its beginning. */
  readonly file: ReadableStream<Uint8Array>;
  /** Whether it has at most as many bytes as were asked for. */
  readonly isShort: boolean;
  /** The number of bytes that were read from it. */
  readonly bytes: () => number;
}

/** Reads a file until it ends or has more than `most` bytes. */
export async function openFile(sent: ReadableStream<Uint8Array>, most: number): Promise<OpenedFile> {
  const reader = sent.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  const read = async (): Promise<Uint8Array | null> => {
    const next = await reader.read();
    if (next.done) return null;
    bytes += next.value.length;
    return next.value;
  };
  while (!isOver && bytes <= most) {
    const chunk = await read();
    if (chunk === null) isOver = true;
    else chunks.push(chunk);
  }
  const file = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = chunks.shift() ?? (isOver ? null : await read());
      if (chunk === null) controller.close();
      else controller.enqueue(chunk);
    },
    // A request that is answered before its body is read loses its connection, and the answer with it.
    async cancel() {
      while (!isOver) isOver = (await read().catch(() => null)) === null;
    },
  });
  return { file, isShort: isOver, bytes: () => bytes };
}
