/** A response as it was on the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Reads responses off the wire. What doesn't parse, or is incomplete, is the rest. */
export function readReplies(bytes: Buffer): { readonly replies: readonly Reply[]; readonly rest: string } {
  const replies: Reply[] = [];
  let rest = bytes.toString("latin1");
  for (;;) {
    const next = readReply(rest);
    if (next === null) return { replies, rest };
    replies.push(next.reply);
    rest = next.rest;
  }
}

const statusLine = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/;
const field = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\x20-\x7e\t]*)$/;

function readReply(text: string): { readonly reply: Reply; readonly rest: string } | null {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const status = statusLine.exec(first)?.[1];
  if (status === undefined) return null;
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers.append(name, value);
  }
  const body = readBody(Number(status), headers, text.slice(end + 4));
  return body && { reply: { status: Number(status), headers, body: body.content }, rest: body.rest };
}

function readBody(status: number, headers: Headers, text: string) {
  if (status < 200 || status === 204 || status === 304) return { content: "", rest: text };
  if (headers.get("Transfer-Encoding") === "chunked") return readChunks(text);
  const length = Number(headers.get("Content-Length"));
  if (!headers.has("Content-Length") || text.length < length) return null;
  return { content: text.slice(0, length), rest: text.slice(length) };
}

function readChunks(text: string) {
  let content = "";
  let rest = text;
  for (;;) {
    const size = /^([0-9a-f]+)\r\n/i.exec(rest);
    if (size === null) return null;
    const length = Number.parseInt(size[1] ?? "", 16);
    const start = size[0].length;
    if (rest.slice(start + length, start + length + 2) !== "\r\n") return null;
    content += rest.slice(start, start + length);
    rest = rest.slice(start + length + 2);
    if (length === 0) return { content, rest };
  }
}
