import { UnreadableExport } from "./unreadable.ts";

/** The text of a file as it arrives, by its byte order mark, the declared character set or its XML declaration; else as UTF-8. */
export async function* textOf(
  file: ReadableStream<Uint8Array>,
  charset: string | null,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const bytes of file) {
    decoder ??= decoderFor(bytes, charset);
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder !== null) yield decoder.decode();
}

function decoderFor(start: Uint8Array, charset: string | null): TextDecoder {
  const [a = 0, b = 0] = start;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le");
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be");
  const beginning = new TextDecoder("latin1").decode(start.subarray(0, 200));
  const [, declared] = /^\s*<\?xml[^>]*\bencoding=["']([\w.:-]{1,40})["']/.exec(beginning) ?? [];
  const label = charset ?? declared ?? "utf-8";
  try {
    return new TextDecoder(label);
  } catch {
    throw new UnreadableExport(`The character set ${label} is unknown. Send the file as UTF-8.`);
  }
}
