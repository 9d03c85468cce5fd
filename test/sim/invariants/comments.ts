import { z } from "zod";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";

const state = z.looseObject({
  id: z.string(),
  status: z.string(),
  ancestors: z.array(z.string()),
  subject: z.looseObject({ type: z.string(), id: z.string() }),
});

/** Checks, once settled, that each post counts the comments that are shown: they and all above them are approved. */
export function checkComments({ world: { hosts, database } }: Simulation): void {
  for (const { tenantId, sqlite } of hosts) {
    const comments = sqlite
      .rows("SELECT content FROM comments")
      .map(({ content }) => state.parse(JSON.parse(String(content))));
    const approved = new Set(comments.flatMap(({ id, status }) => (status === "approved" ? [id] : [])));
    const shown = comments.filter(
      ({ id, ancestors, subject }) =>
        subject.type === "post" && [id, ...ancestors].every((one) => approved.has(one)),
    );
    const counted = new Map<string, number>();
    for (const { subject } of shown) counted.set(subject.id, (counted.get(subject.id) ?? 0) + 1);
    const rows = database.sqlite.rows(
      "SELECT subject_id, comments FROM comment_counts WHERE tenant_id = ?1",
      tenantId,
    );
    const stored = new Map(rows.map(({ subject_id: id, comments }) => [String(id), Number(comments)]));
    for (const id of new Set([...counted.keys(), ...stored.keys()]))
      if (counted.get(id) !== stored.get(id))
        throw new Broken(
          "posts count their comments",
          `${id} counts ${stored.get(id)}, and ${counted.get(id)} are shown`,
        );
  }
}
