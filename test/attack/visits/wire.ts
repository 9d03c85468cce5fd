import { speak } from "../../support/wire/connection.ts";
import { flawsOf } from "../../support/wire/flaws.ts";
import { mutatedRequests } from "../../support/wire/mutations.ts";
import { allOf } from "../driver/all-of.ts";
import type { AttackOptions } from "../options.ts";
import type { Tally } from "../report/tally.ts";
import type { Town } from "../town/town.ts";

const kind = "bytes on the wire";

/** Requests that two servers in a row could cut in two different places, and requests with a few bytes changed. */
export async function speakBadly(
  port: number,
  town: Town,
  tally: Tally,
  { seed, requests, kinds }: AttackOptions,
): Promise<void> {
  if (kinds.length > 0 && !kinds.includes(kind)) return;
  const messages = [...smuggled(town), ...mutatedRequests(seed, Math.ceil(requests / 50))];
  await allOf(40, messages, async (bytes) => {
    const from = performance.now();
    const heard = await speak(port, bytes);
    const text = heard.replies
      .map(({ body, headers }) => `${body}${JSON.stringify([...headers])}`)
      .join("\n");
    const shot = {
      method: "RAW",
      path: `${JSON.stringify(bytes.toString("latin1")).slice(0, 600)}`,
      headers: [],
      body: null,
    };
    const status = heard.replies.at(-1)?.status ?? 400;
    tally.add(
      { kind, what: "", shot },
      { status, headers: new Headers(), text, ms: performance.now() - from },
    );
    const leaked = town.marks.in(text, ["tenant", "customer"], bytes.toString("latin1"));
    for (const fault of [...flawsOf(heard), ...leaked.map((mark) => `shows what is another's: ${mark}`)])
      tally.blame({ kind, what: shot.path.slice(0, 200), fault, shot: null }, kind);
  });
}

/** A second request hides behind the first one, or names the other tenant as well. */
function smuggled({ mine, theirs }: Town): readonly Buffer[] {
  const inner = `GET /v1/admin/customers HTTP/1.1\r\nHost: localhost\r\nX-Tenant: ${theirs.slug}\r\n\r\n`;
  const key = `Authorization: Bearer ${mine.adminKey}`;
  const post = (fields: string, body: string) =>
    `POST /v1/admin/products HTTP/1.1\r\nHost: localhost\r\n${key}\r\nContent-Type: application/json\r\n${fields}\r\n\r\n${body}`;
  const get = (target: string, fields: string) => `GET ${target} HTTP/1.1\r\n${fields}\r\n${key}\r\n\r\n`;
  const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  return [
    post(`Content-Length: 4\r\nTransfer-Encoding: chunked`, `${chunked("{}")}${inner}`),
    post(`Transfer-Encoding: chunked\r\nContent-Length: ${inner.length}`, `0\r\n\r\n${inner}`),
    post(`Transfer-Encoding: xchunked\r\nContent-Length: 2`, `{}${inner}`),
    post(`Transfer-Encoding: chunked, identity`, `${chunked("{}")}${inner}`),
    post(`Transfer-Encoding : chunked\r\nContent-Length: 2`, `{}${inner}`),
    post(`Transfer-Encoding:\tchunked`, `${chunked("{}")}${inner}`),
    post(`Content-Length: 2\r\nContent-Length: ${inner.length + 2}`, `{}${inner}`),
    post(`Content-Length: +2`, `{}${inner}`),
    post(`Content-Length: 0x2`, `{}${inner}`),
    post(`Content-Length: 2, 2`, `{}${inner}`),
    post(`Transfer-Encoding: chunked`, `2;a="\r\n"\r\n{}\r\n0\r\nX-Tenant: ${theirs.slug}\r\n\r\n${inner}`),
    post(`Transfer-Encoding: chunked`, `2\n{}\n0\n\n${inner}`),
    get("/v1/admin/settings", `Host: ${theirs.slug}.localhost\r\nHost: ${mine.slug}.localhost`),
    get("/v1/admin/settings", `Host: ${mine.slug}.localhost\r\nHost: ${theirs.slug}.localhost`),
    get("/v1/admin/settings", `Host: localhost\r\nX-Tenant: ${mine.slug}\r\nX-Tenant: ${theirs.slug}`),
    get("/v1/admin/settings", `Host: localhost\r\nX-Tenant: ${theirs.slug}\r\nX-Tenant: ${mine.slug}`),
    get("/v1/admin/settings", `Host: localhost\r\nX-Tenant : ${theirs.slug}`),
    get("/v1/admin/settings", `Host: localhost\r\nX_Tenant: ${theirs.slug}\r\nX-Tenant: ${mine.slug}`),
    get("/v1/admin/settings", `Host: localhost\r\nX-Tenant: ${mine.slug}\r\n ${theirs.slug}`),
    get(`http://${theirs.slug}.localhost/v1/admin/settings`, `Host: ${mine.slug}.localhost`),
    get(`//${theirs.slug}.localhost/v1/admin/settings`, "Host: localhost"),
    get(`/v1/admin/settings`, `Host: ${mine.slug}.localhost#@${theirs.slug}.localhost`),
    get(`/v1/admin/settings`, `Host: ${theirs.slug}.localhost:80@localhost`),
    get(`/v1/admin/settings HTTP/1.1\r\nX-Tenant: ${theirs.slug}\r\nX:`, "Host: localhost"),
  ].map((text) => Buffer.from(text, "latin1"));
}
