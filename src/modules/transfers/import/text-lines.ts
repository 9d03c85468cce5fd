/** Splits a stream of UTF-8 into lines, and holds no more of it than one line. Null stands for a line that is too long. */
export async function* textLines(
  file: ReadableStream<Uint8Array>,
  maxCharacters: number,
): AsyncGenerator<string | null> {
  const decoder = new TextDecoder();
  const reader = file.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) yield text.length > maxCharacters ? null : text;
    if (rest.length > maxCharacters) {
      yield null;
      return;
    }
    if (done) break;
  }
  if (rest !== "") yield rest;
}
