import { describe, expect, it } from "vitest";
import { createClientOf } from "../../client/src/client.ts";
import { sealToken } from "../../src/http/request/consistency-token.ts";
import { createKeyRing } from "../../src/platform/signing.ts";
import { json, problem, type Scripted, scripted } from "../support/client/server.ts";

interface Operation {
  parameters: { query?: never };
  responses: { 200: { content: { "application/json": object } } };
}
interface Paths {
  "/things": { get: Operation; post: Operation };
}

const signer = createKeyRing("the-signing-secret-of-all-the-tests");
const tokenAt = (seq: number) => sealToken(signer, { tenantId: "ten_1", epoch: 1, seq });
const wrote = (token: string) => json({}, 201, { "Consistency-Token": token });

function clientOf(answers: readonly Scripted[], more: { readYourWrites?: boolean } = {}) {
  const { fetch, requests } = scripted(...answers);
  const client = createClientOf<Paths>({ baseUrl: "https://shop.example", fetch, retries: 0, ...more });
  const tokens = () => requests.map(({ headers }) => headers.get("Consistency-Token"));
  return { client, tokens };
}

describe("a client's reads", () => {
  it("include what it has written before", async () => {
    const token = await tokenAt(7);
    const { client, tokens } = clientOf([json({}), wrote(token), json({}), json({})]);
    await client.GET("/things");
    await client.POST("/things");
    await client.GET("/things");
    await client.GET("/things");
    expect(tokens()).toEqual([null, null, token, token]);
  });

  it("include the later of two writes, whichever was answered first", async () => {
    const [earlier, later] = [await tokenAt(7), await tokenAt(10)];
    const { client, tokens } = clientOf([wrote(later), wrote(earlier), json({})]);
    await client.POST("/things");
    await client.POST("/things");
    await client.GET("/things");
    expect(tokens().at(-1)).toBe(later);
  });

  it("include the write that was answered last, where tokens say nothing", async () => {
    const { client, tokens } = clientOf([wrote("one"), wrote("two"), json({})]);
    await client.POST("/things");
    await client.POST("/things");
    await client.GET("/things");
    expect(tokens().at(-1)).toBe("two");
  });

  it("of one tenant know nothing of another's writes", async () => {
    const { client, tokens } = clientOf([wrote("one"), json({}), json({})]);
    await client.POST("/things", { headers: { "X-Tenant": "mugs" } });
    await client.GET("/things", { headers: { "X-Tenant": "tents" } });
    await client.GET("/things", { headers: { "X-Tenant": "mugs" } });
    expect(tokens()).toEqual([null, null, "one"]);
  });

  it("go on without a token that is no longer taken", async () => {
    const { client, tokens } = clientOf([
      wrote("old"),
      problem("invalid-consistency-token", 400),
      json({}),
      json({}),
    ]);
    await client.POST("/things");
    expect((await client.GET("/things")).data).toEqual({});
    await client.GET("/things");
    expect(tokens()).toEqual([null, "old", null, null]);
  });

  it("have the token that the caller chose", async () => {
    const { client, tokens } = clientOf([wrote("mine"), json({})]);
    await client.POST("/things");
    await client.GET("/things", { headers: { "Consistency-Token": "theirs" } });
    expect(tokens().at(-1)).toBe("theirs");
  });

  it("have no token if they need not include its writes", async () => {
    const { client, tokens } = clientOf([wrote("one"), json({})], { readYourWrites: false });
    await client.POST("/things");
    await client.GET("/things");
    expect(tokens()).toEqual([null, null]);
  });
});
