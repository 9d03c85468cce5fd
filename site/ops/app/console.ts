import { askReadiness, type Client } from "../api/client.ts";
import { changesBetween } from "../models/changes.ts";
import { afterRound, type Round, unknown } from "../models/known.ts";
import { byId } from "./dom.ts";
import { createPanels } from "./panels.ts";
import { type Poll, startPolling } from "./poll.ts";
import { session } from "./session.ts";
import { createSettleDialog } from "./settle.ts";

const pauseMs = 5_000;
/** All tenants' objects are asked for their subscriptions, so not in each round. */
const roundsBetweenLists = 3;

/** Shows the panels, and reads everything again every few seconds. */
export function openConsole(client: Client): void {
  byId("console", HTMLElement).hidden = false;
  document.querySelector<HTMLElement>("#console h1")?.focus();
  let known = unknown;
  let rounds = 0;
  const settle = createSettleDialog(client, ({ verb }) => {
    announce(verb === "replay" ? "The event was replayed." : "The event was discarded.");
    rounds = 0;
    poll.now();
  });
  const panels = createPanels(client, settle, announce);
  const poll = startPolling(async () => {
    const frame = byId("console", HTMLElement);
    frame.setAttribute("aria-busy", "true");
    const round = await readRound(client, rounds % roundsBetweenLists === 0);
    rounds += 1;
    if (wasRevoked(round)) return session.end("The key is no longer accepted. Sign in again.");
    const before = known;
    known = afterRound(known, round);
    panels.show(known);
    showTrouble(round);
    byId("updated", HTMLElement).textContent = `Updated ${new Date(round.at).toLocaleTimeString()}`;
    announce(changesBetween(before, known));
    await panels.follow(client);
    frame.setAttribute("aria-busy", "false");
  }, pauseMs);
  controlWith(poll);
}

async function readRound(client: Client, isListing: boolean): Promise<Round> {
  const [readiness, subscriptions, letters, metrics] = await Promise.all([
    askReadiness(),
    isListing ? client.subscriptions() : null,
    client.openLetters(),
    client.metrics(),
  ]);
  return { at: Date.now(), readiness, subscriptions, letters, metrics };
}

function wasRevoked({ subscriptions, letters, metrics }: Round): boolean {
  return [subscriptions, letters, metrics].some(
    (answer) => answer?.ok === false && answer.failure.status === 401,
  );
}

/** Says that what is shown may be old. */
function showTrouble({ subscriptions, letters, readiness }: Round): void {
  const failed = [subscriptions, letters].find(
    (answer) => answer?.ok === false && answer.failure.status !== 403,
  );
  const trouble = byId("trouble", HTMLElement);
  trouble.hidden = failed === undefined && readiness !== null;
  const text = trouble.hidden
    ? ""
    : "Some of this could not be read again and may be old. The page keeps trying.";
  if (trouble.textContent !== text) trouble.textContent = text;
}

function announce(text: string): void {
  if (text !== "") byId("announcements", HTMLElement).textContent = text;
}

function controlWith(poll: Poll): void {
  const pause = byId("pause", HTMLButtonElement);
  pause.addEventListener("click", () => {
    const isPaused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", String(isPaused));
    if (isPaused) poll.pause();
    else poll.resume();
  });
  byId("sign-out", HTMLButtonElement).addEventListener("click", () => {
    poll.stop();
    session.end("");
  });
}
