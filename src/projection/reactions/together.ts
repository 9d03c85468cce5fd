import type { Outside } from "./outside.ts";

/** Asks a question once for all who ask it in the same turn. The answer is no older than anything they know. */
export function together(ask: Outside["ask"]): Outside["ask"] {
  const asked = new Map<string, ReturnType<Outside["ask"]>>();
  return (tenantId, query, input) => {
    const key = JSON.stringify([tenantId, query, input]);
    const answer =
      asked.get(key) ??
      Promise.resolve().then(() => {
        asked.delete(key);
        return ask(tenantId, query, input);
      });
    asked.set(key, answer);
    return answer;
  };
}
