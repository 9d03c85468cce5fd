import { platformToken } from "../../../src/kernel/access/actor.ts";
import { openPlatform, readModelOnly } from "../../support/node/platform.ts";

/** A tenant that writes notes and sends them to readers, and how to see what became of them. */
export function openNotes(limits: Parameters<typeof openPlatform>[1] = {}) {
  const platform = openPlatform(readModelOnly, limits);
  const tenant = platform.tenant();
  const { world } = platform;
  const must = (command: string, input: unknown) => {
    const correlationId = "01J00000000000000000000000";
    const result = tenant.core.execute({ command, input, actor: platformToken, correlationId });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  };
  return {
    platform,
    tenant,
    world,
    read: (id: string) => must("notes.addReader", { id, url: `https://${id}.example/` }),
    stopReading: (id: string) => must("notes.removeReader", { id }),
    write(...notes: readonly (readonly [string, string])[]) {
      must("notes.write", { notes: notes.map(([id, text]) => ({ id, text })) });
    },
    /** Texts that arrived, by reader. */
    arrived: (reader: string) =>
      world.accepted.filter(({ to }) => to === `https://${reader}.example/`).map(({ text }) => text),
    position: (reader: string) =>
      tenant.storage.rows("SELECT position FROM subscriptions WHERE name = ?", `notes.readers/${reader}`)[0]
        ?.position,
    openTasks: () => tenant.storage.rows("SELECT subscription, seq FROM reaction_tasks ORDER BY 1, 2"),
    openLetters: () =>
      platform.readModel.rows("SELECT * FROM dead_letters WHERE status = 'open' ORDER BY seq"),
    /** Time passes, alarm by alarm, for at least so long. */
    async pass(ms: number) {
      const until = platform.clock.now() + ms;
      while (platform.clock.now() < until) {
        const at = tenant.storage.alarm();
        if (at === null || at > until) {
          platform.clock.advance(until - platform.clock.now());
          return;
        }
        await platform.fireAlarm(tenant);
        await platform.deliverAll();
      }
    },
  };
}
