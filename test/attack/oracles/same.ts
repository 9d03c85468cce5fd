import type { Heard } from "../driver/request.ts";

/** What is of one answer or its connection alone, whatever was asked for. */
const ofOneAnswer = new Set([
  "connection",
  "date",
  "keep-alive",
  "server-timing",
  "traceparent",
  "x-request-id",
]);

/**
 * Where the answers to two ids differ in more than the ids. Whoever asks for what is not theirs must not learn from it
 * whether it exists: not from the text, a header, or how often the platform had to ask.
 */
export function differences(heard: Heard, id: string, twin: Heard, twinId: string): readonly string[] {
  const [one, other] = [told(heard, id), told(twin, twinId)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
    one[name] === other[name]
      ? []
      : [`tells ${id} from an id that nothing has: ${name} is ${shown(one[name])} and ${shown(other[name])}`],
  );
}

function shown(text: string | undefined): string {
  return text === undefined ? "not there" : text.slice(0, 160);
}

function told({ status, headers, text }: Heard, id: string): Readonly<Record<string, string>> {
  const without = (value: string) =>
    neutral(value.replaceAll(id, "<id>").replaceAll(encodeURIComponent(id), "<id>"));
  const own = [...headers].filter(([name]) => !ofOneAnswer.has(name));
  return {
    status: String(status),
    body: without(text),
    trips: tripsOf(headers),
    ...Object.fromEntries(own.map(([name, value]) => [name, without(value)])),
  };
}

function neutral(text: string): string {
  return (
    text
      // A cursor is signed for its list, so for the filter as well.
      .replaceAll(/\b(W[\w-]+)\.[\w-]{40,}/g, "$1")
      .replaceAll(/"traceId":"[0-9a-f]{32}"/g, "")
      .replaceAll(/("(?:updated|created)At":)"[^"]*"/g, "$1")
  );
}

/** How often the operation asked D1 and objects. What the edge asks depends on what it remembers of the credential. */
function tripsOf(headers: Headers): string {
  return (headers.get("Server-Timing") ?? "").match(/operation-\w+;desc="\d+"/g)?.join() ?? "";
}
