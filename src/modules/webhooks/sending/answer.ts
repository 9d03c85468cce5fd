/** How long the body of an answer is waited for: its status is already known. */
const patienceMs = 1_000;

/** The beginning of an answer's body as text, at most so many bytes of it. Never throws: what can't be read is left out. */
export async function readAnswer({ body }: Response, mostBytes: number): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const read = async () => {
    for (let bytes = 0; bytes < mostBytes; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, mostBytes - bytes), { stream: true });
      bytes += value.byteLength;
    }
  };
  let timeout: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, patienceMs);
  });
  await Promise.race([read().catch(() => undefined), tooSlow]);
  clearTimeout(timeout);
  reader.cancel().catch(() => undefined);
  return text;
}
