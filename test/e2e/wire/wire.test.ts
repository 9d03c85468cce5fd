import { describe, expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";
import { speak } from "../../support/wire/connection.ts";
import { flawsOf } from "../../support/wire/flaws.ts";
import { mutatedRequests } from "../../support/wire/mutations.ts";
import { sequences } from "../../support/wire/sequences.ts";

// The server that `npm start` runs is the one that all tests over HTTP use.
const running = useRunning();

const normal = Buffer.from("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

/** Sends the bytes, then a normal request on another connection. Resolves to the statuses of the answers. */
async function statusesFor(bytes: Buffer): Promise<readonly number[]> {
  const { port } = running().platform;
  const heard = await speak(port, bytes);
  const shown = JSON.stringify(bytes.toString("latin1").slice(0, 2_000));
  expect(flawsOf(heard), shown).toEqual([]);
  expect(
    (await speak(port, normal)).replies.map(({ status }) => status),
    shown,
  ).toEqual([200]);
  return heard.replies.map(({ status }) => status).filter((status) => status >= 200);
}

describe("bytes on the wire", () => {
  it.each(Object.entries(sequences))("get the documented answers: %s", async (_, list) => {
    const answers = await Promise.all(
      list.map(async ({ name, bytes }) => [name, await statusesFor(bytes)] as const),
    );
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(list.map(({ name, answers: documented }) => [name, documented ?? []])),
    );
  });

  it.each([1, 2, 3])(
    "never get a failure or an answer without a problem: changed requests, seed %i",
    async (seed) => {
      const requests = mutatedRequests(seed, 300);
      const statuses: number[] = [];
      for (let start = 0; start < requests.length; start += 50) {
        const answers = await Promise.all(requests.slice(start, start + 50).map(statusesFor));
        statuses.push(...answers.flat());
      }
      // Changes are few enough that some requests reach the Worker, and many enough that others do not.
      expect(statuses.filter((status) => status !== 400).length).toBeGreaterThan(30);
      expect(statuses.filter((status) => status === 400).length).toBeGreaterThan(30);
    },
  );

  it("get no answer but headers for HEAD", async () => {
    const { port } = running().platform;
    for (const [target, status] of [
      ["/health/live", 200],
      ["/v1/store/products/%", 400],
      ["/nowhere", 404],
    ] as const) {
      const answer = await fetch(`http://127.0.0.1:${port}${target}`, { method: "HEAD" });
      expect(answer.status).toBe(status);
      expect(await answer.text()).toBe("");
    }
  });
});
