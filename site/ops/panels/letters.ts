import type { DeadLetter } from "../api/shapes.ts";
import { contentOf, h, noData, replaced } from "../app/dom.ts";
import type { SettleRequest } from "../app/settle.ts";
import { type Column, table } from "../app/table.ts";
import type { Known } from "../models/known.ts";
import { formatCount, formatInstant } from "../values/format.ts";

/** Lists open dead letters, and lets the operator replay or discard them. */
export function lettersPanel(settle: (request: SettleRequest) => void) {
  const content = contentOf("letters");
  return ({ letters, lettersFailure, extent }: Known) => {
    const isPlatform = extent.kind === "platform";
    replaced(content, { letters, lettersFailure, isPlatform }, () => {
      if (letters === null) return [noData(lettersFailure?.detail ?? "No data yet.")];
      if (letters.items.length === 0) return [noData("No dead letters are open.")];
      return [
        table("letters-title", columnsFor(isPlatform, settle), letters.items),
        letters.nextCursor === null
          ? null
          : h("p", { class: "hint" }, `These are the newest ${letters.items.length}. There are more.`),
      ];
    });
  };
}

function columnsFor(
  isPlatform: boolean,
  settle: (request: SettleRequest) => void,
): readonly Column<DeadLetter>[] {
  const tenant: Column<DeadLetter> = { title: "Tenant", cell: ({ tenantId }) => h("code", {}, tenantId) };
  return [
    { title: "Event", cell: ({ type }) => h("code", {}, type) },
    { title: "Subscription", cell: ({ subscription }) => subscription },
    ...(isPlatform ? [tenant] : []),
    { title: "Failed", cell: ({ failedAt }) => formatInstant(failedAt, Date.now()) },
    { title: "Attempts", cell: ({ attempts }) => formatCount(attempts), isNumber: true },
    { title: "Error", cell: ({ error }) => h("span", { class: "error-text" }, error) },
    { title: "Repair", cell: (letter) => buttonsFor(letter, isPlatform, settle) },
  ];
}

function buttonsFor(
  { id, type, tenantId }: DeadLetter,
  isPlatform: boolean,
  settle: (request: SettleRequest) => void,
): HTMLElement {
  const button = (verb: SettleRequest["verb"], text: string) => {
    const key = `${verb} ${id}`;
    const made = h(
      "button",
      { type: "button", "data-key": key },
      text,
      h("span", { class: "unseen" }, ` ${type}`),
    );
    made.addEventListener("click", () =>
      settle({ verb, id, type, tenantId: isPlatform ? tenantId : null, returnTo: key }),
    );
    return made;
  };
  return h("div", { class: "buttons" }, button("replay", "Replay"), button("discard", "Discard"));
}
