import { expect } from "vitest";
import { z } from "zod";
import { type Answer, platformToken, type Send } from "../http/sender.ts";

const tenant = (id: string, rest: string) => `/v1/platform/tenants/${id}/${rest}`;

/** The export of a tenant as text, from a cursor or from the beginning. */
export async function exportText(send: Send, id: string, after: string | null = null): Promise<string> {
  const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
  const answer = await send("get", tenant(id, `export${query}`), { key: platformToken });
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  return answer.text;
}

/** What a client has after a break: the text up to the last checkpoint, and where the export goes on. */
export function upToCheckpoint(text: string): { readonly kept: string; readonly cursor: string | null } {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  lines.pop();
  while (lines.length > 0) {
    const last = z
      .looseObject({ type: z.string(), cursor: z.string().optional() })
      .parse(JSON.parse(lines.at(-1) ?? ""));
    if (last.type === "checkpoint") return { kept: `${lines.join("\n")}\n`, cursor: last.cursor ?? null };
    lines.pop();
  }
  return { kept: "", cursor: null };
}

/** Sends lines of an export, of which the first one has a number. */
export function sendLines(send: Send, id: string, lines: readonly string[], line = 1): Promise<Answer> {
  return send("post", tenant(id, `import?line=${line}`), {
    key: platformToken,
    headers: { "Content-Type": "application/x-ndjson" },
    body: `${lines.join("\n")}\n`,
  });
}

const progress = z.object({ status: z.enum(["running", "done"]), lines: z.int() });

/** How far the import of a tenant is; 0 lines if it has not begun. */
export async function imported(send: Send, id: string): Promise<z.infer<typeof progress>> {
  const answer = await send("get", tenant(id, "import"), { key: platformToken });
  return answer.status === 404 ? { status: "running", lines: 0 } : progress.parse(answer.body);
}

/** Imports an export in parts of some lines, from where the import is. */
export async function importText(send: Send, id: string, text: string, part = 500): Promise<void> {
  const lines = text.trimEnd().split("\n");
  for (;;) {
    const { status, lines: reached } = await imported(send, id);
    if (status === "done") return;
    const answer = await sendLines(send, id, lines.slice(reached, reached + part), reached + 1);
    expect(answer.status, answer.text).toBe(200);
  }
}
