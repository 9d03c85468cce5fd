import type { Client } from "./client.ts";
import { acknowledgementOf, type Ledger, type Write } from "./ledger.ts";

/** Sends an acknowledged write again under its key, and complains of an answer that is another. */
export async function checkRepeated(
  client: Client,
  ledger: Ledger,
  write: Write,
  credential: string | null,
  mayBeClosed: () => boolean = () => false,
): Promise<void> {
  const first = acknowledgementOf(write);
  const outcome = await client.repeat(write, credential);
  if (first === undefined || outcome.kind === "lost") return;
  const same = outcome.kind === "done" && outcome.replayed && outcome.text === first.text;
  // A key that was revoked meanwhile opens nothing any more, not even its own answers.
  if (same || outcome.status === 401) return;
  // Nor does a shop that is suspended, or a module that is off.
  if (outcome.kind === "refused" && mayBeClosed()) return;
  ledger.complaints.push(
    `${write.what} under ${write.key} was answered with ${first.text.slice(0, 300)}, and later with ${outcome.text.slice(0, 300)}`,
  );
}
