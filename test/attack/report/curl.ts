import type { Shot } from "../driver/request.ts";

/** A request as somebody would type it. */
export function curlOf(base: string, { method, path, headers, body }: Shot): string {
  const target = path.startsWith("http://")
    ? [`--request-target ${quoted(path)}`, quoted(base)]
    : [quoted(base + path)];
  return [
    "curl -i --path-as-is",
    `-X ${method}`,
    ...target,
    ...headers.map(([name, value]) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(body === null ? [] : [dataOf(body)]),
  ].join(" ");
}

function dataOf(body: string | Uint8Array): string {
  if (typeof body === "string" && /^[^\0]*$/.test(body) && body.length < 4_000)
    return `--data-binary ${quoted(body)}`;
  const encoded = Buffer.from(body).toString("base64");
  return `--data-binary @<(base64 -d <<<${encoded.length < 8_000 ? encoded : `${encoded.slice(0, 200)}…`})`;
}

/** For a shell: nothing in it means anything. */
function quoted(text: string): string {
  return /[\r\n]/.test(text)
    ? `$'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\r", "\\r").replaceAll("\n", "\\n")}'`
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
