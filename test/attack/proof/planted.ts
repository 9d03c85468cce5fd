import type { Fire, Heard } from "../driver/request.ts";

/** A fault of the product, as a change of what it answers. */
type Planted = (fire: Fire) => Fire;

const changed =
  (change: (heard: Heard, path: string) => Heard): Planted =>
  (fire) =>
  async (shot) =>
    change(await fire(shot), shot.path);

const isType = ({ headers }: Heard, type: string) => headers.get("Content-Type")?.startsWith(type) === true;
const withHeader = (heard: Heard, name: string, value: string): Heard => {
  const headers = new Headers(heard.headers);
  headers.set(name, value);
  return { ...heard, headers };
};

/** What somebody of another tenant was answered last, in the next answer to anybody. */
const leak: Planted = (fire) => {
  let seen = "";
  return async (shot) => {
    const heard = await fire(shot);
    const shown = seen === "" ? heard : withHeader(heard, "X-Cached", seen);
    seen ||= /zq[0-9a-f]{24}t/.exec(heard.text)?.[0] ?? "";
    return shown;
  };
};

/** One text is too much for it. */
const failure: Planted = (fire) => async (shot) => {
  const heard = await fire(shot);
  return String(shot.body).includes("DROP TABLE") ? { ...heard, status: 500 } : heard;
};

/** Whoever asks for what exists is told so. */
const oracle: Planted = (fire) => {
  const known = new Set<string>();
  return async (shot) => {
    const heard = await fire(shot);
    const asked = /[0-9A-Z]{26}/.exec(shot.path)?.[0] ?? "";
    if (heard.status === 404 && known.has(asked)) return { ...heard, status: 403 };
    for (const [id] of heard.text.matchAll(/[0-9A-HJKMNP-TV-Z]{26}/g))
      if (heard.status === 200) known.add(id);
    return heard;
  };
};

/** Mails are not escaped. */
const unescaped = changed((heard, path) =>
  path.startsWith("/v1/ops/mailbox/") && isType(heard, "text/html")
    ? { ...heard, text: heard.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">") }
    : heard,
);

/** Formulas are exported as they are. */
const formula = changed((heard) =>
  isType(heard, "text/csv") ? { ...heard, text: heard.text.replaceAll("'=", "=") } : heard,
);

/** What was stored breaks what reads it. */
const broken: Planted = (fire) => async (shot) => {
  const heard = await fire(shot);
  return isType(heard, "application/json") && shot.method === "GET" && /\u202e/.test(heard.text)
    ? { ...heard, status: 500 }
    : heard;
};

/** Any credential will do. */
const open: Planted = (fire) => async (shot) => {
  const heard = await fire(shot);
  return heard.status === 401 ? { ...heard, status: 204, text: "" } : heard;
};

/** A product with all of these faults at once: a run takes long enough. */
export const everything: Planted = (fire) =>
  [leak, failure, oracle, unescaped, formula, broken, open].reduce((through, plant) => plant(through), fire);
