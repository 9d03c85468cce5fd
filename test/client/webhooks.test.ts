import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyWebhook } from "../../client/src/webhooks.ts";

const secret = `whsec_${Buffer.from("the secret of this endpoint").toString("base64")}`;
const body = JSON.stringify({
  specversion: "1.0",
  id: "evt_1",
  type: "order.placed",
  data: { title: "Köln ☕" },
});
const at = 1_700_000_000;
const now = () => at * 1_000;

/** Signs as the specification says, with another implementation of HMAC. */
function signatureOf(text: string, key = secret, { id = "evt_1", timestamp = String(at) } = {}): string {
  const bytes = Buffer.from(key.replace("whsec_", ""), "base64");
  return `v1,${createHmac("sha256", bytes).update(`${id}.${timestamp}.${text}`).digest("base64")}`;
}

function headersOf(signature: string, timestamp = String(at)): Record<string, string> {
  return { "webhook-id": "evt_1", "webhook-timestamp": timestamp, "webhook-signature": signature };
}

const verify = (headers: Record<string, string>, text = body, secrets: string | string[] = secret) =>
  verifyWebhook(text, headers, secrets, { now });

describe("a delivery is believed", () => {
  it("if it is signed with the endpoint's secret", async () => {
    const event = await verify(headersOf(signatureOf(body)));
    expect(event).toMatchObject({ id: "evt_1", type: "order.placed", data: { title: "Köln ☕" } });
  });

  it("as the specification's own example is", async () => {
    const headers = {
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    };
    const example = verifyWebhook('{"test": 2432232314}', headers, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {
      now: () => 1_614_265_330_000,
    });
    expect(await example).toEqual({ test: 2_432_232_314 });
  });

  it("if one of its signatures is right, as while a secret is replaced", async () => {
    const old = `whsec_${Buffer.from("the secret before").toString("base64")}`;
    const both = `${signatureOf(body, old)} v1a,YXN5bW1ldHJpYw== ${signatureOf(body)}`;
    expect(await verify(headersOf(both))).toMatchObject({ id: "evt_1" });
  });

  it("if it is signed with one of the receiver's secrets", async () => {
    const next = `whsec_${Buffer.from("the secret after").toString("base64")}`;
    expect(await verify(headersOf(signatureOf(body)), body, [next, secret])).toMatchObject({ id: "evt_1" });
  });

  it("with the headers of a Request", async () => {
    const headers = new Headers(headersOf(signatureOf(body)));
    expect(await verifyWebhook(body, headers, secret, { now })).toMatchObject({ id: "evt_1" });
  });

  it.each([-300, 300])("%i seconds from now", async (seconds) => {
    const timestamp = String(at + seconds);
    const headers = headersOf(signatureOf(body, secret, { timestamp }), timestamp);
    expect(await verify(headers)).toMatchObject({ id: "evt_1" });
  });
});

describe("a delivery is refused", () => {
  const signed = headersOf(signatureOf(body));

  it.each([
    ["whose body was changed", () => verify(signed, body.replace("placed", "paid")), "invalid-signature"],
    ["whose id was changed", () => verify({ ...signed, "webhook-id": "evt_2" }), "invalid-signature"],
    [
      "whose time was changed",
      () => verify({ ...signed, "webhook-timestamp": String(at + 1) }),
      "invalid-signature",
    ],
    ["of another secret", () => verify(headersOf(signatureOf(body, "whsec_b3RoZXI="))), "invalid-signature"],
    [
      "with part of a signature",
      () => verify(headersOf(signatureOf(body).slice(0, -9))),
      "invalid-signature",
    ],
    [
      "of another version",
      () => verify(headersOf(signatureOf(body).replace("v1,", "v2,"))),
      "invalid-signature",
    ],
    ["with what is no Base64", () => verify(headersOf("v1,%%%")), "invalid-signature"],
    ["that is old", () => verify(headersOf(signatureOf(body), String(at - 301))), "outside-tolerance"],
    ["from the future", () => verify(headersOf(signatureOf(body), String(at + 301))), "outside-tolerance"],
    ["without a real time", () => verify(headersOf(signatureOf(body), "1e3")), "outside-tolerance"],
    ["for a secret that is empty", () => verify(signed, body, "whsec_"), "invalid-secret"],
    ["for a secret that is none", () => verify(signed, body, "whsec_%"), "invalid-secret"],
  ])("%s", async (_, verified, code) => {
    await expect(verified()).rejects.toMatchObject({ name: "WebhookError", code });
  });

  it.each(Object.keys(signed))("without %s", async (name) => {
    const { [name]: _, ...others } = signed;
    await expect(verify(others)).rejects.toMatchObject({
      code: "missing-header",
      message: `It has no ${name}.`,
    });
  });
});
