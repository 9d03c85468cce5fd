import type { Failure } from "../api/answer.ts";
import type { Client } from "../api/client.ts";
import { newIdempotencyKey } from "../values/keys.ts";
import { byId, focusOn } from "./dom.ts";

/** A dead letter to replay or discard. */
export interface SettleRequest {
  readonly verb: "replay" | "discard";
  readonly id: string;
  readonly type: string;
  /** Null if the credential names the tenant. */
  readonly tenantId: string | null;
  /** The `data-key` of the element that gets the focus back. */
  readonly returnTo: string;
}

const texts = {
  replay: {
    title: "Replay this event?",
    confirm: "Replay",
    about: "The subscription processes it again, from the current state of what it is about.",
  },
  discard: {
    title: "Discard this event?",
    confirm: "Discard",
    about: "The read model stays without it. The event stays in the log.",
  },
} as const;

/** The dialog that asks for a reason before a dead letter is settled. `settled` is called after the platform has done it. */
export function createSettleDialog(
  client: Client,
  settled: (request: SettleRequest) => void,
): (request: SettleRequest) => void {
  const dialog = byId("settle", HTMLDialogElement);
  const reason = byId("settle-reason", HTMLInputElement);
  const confirm = byId("settle-confirm", HTMLButtonElement);
  const problem = byId("settle-problem", HTMLElement);
  let request: SettleRequest | null = null;
  // The same request, sent again after a lost answer, must not count twice.
  let key = "";
  reason.addEventListener("input", () => {
    key = newIdempotencyKey();
  });
  byId("settle-cancel", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (request === null || focusOn(request.returnTo)) return;
    document.querySelector<HTMLElement>("#console h1")?.focus();
  });
  dialog.querySelector("form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = request;
    if (asked === null || confirm.disabled) return;
    confirm.disabled = true;
    problem.textContent = "";
    const change = { tenantId: asked.tenantId, idempotencyKey: key };
    const answer = await client.settle(asked.verb, asked.id, reason.value.trim(), change);
    confirm.disabled = false;
    if (!answer.ok) {
      problem.textContent = sentenceOf(answer.failure);
      // The next attempt is another one, unless nobody knows what became of this one.
      if (answer.failure.status !== 0) key = newIdempotencyKey();
      return;
    }
    dialog.close();
    settled(asked);
  });
  return (next) => {
    request = next;
    key = newIdempotencyKey();
    reason.value = "";
    problem.textContent = "";
    const { title, confirm: verb, about } = texts[next.verb];
    byId("settle-title", HTMLElement).textContent = title;
    byId("settle-about", HTMLElement).textContent = `${next.type}: ${about}`;
    confirm.textContent = verb;
    dialog.showModal();
    reason.focus();
  };
}

function sentenceOf({ status, detail }: Failure): string {
  if (status === 403) return `You may not do this. ${detail}`;
  return detail === "" ? `The platform answered ${status}.` : detail;
}
