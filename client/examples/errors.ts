// What can go wrong, and what to do about it.
import { createClient, orThrow, ProblemError } from "@rustok-edge/client";

const shop = createClient({
  baseUrl: process.env.RUSTOK_URL ?? "http://localhost:8787",
  key: process.env.RUSTOK_PUBLISHABLE_KEY,
  // A request that is refused for now is sent again, up to three times, unless that takes longer than this.
  maxWaitMs: 10_000,
});

// A call does not throw when it is refused. `code` is one of those that the operation can be refused with.
const { data: order, error } = await shop.POST("/v1/store/checkout", {
  body: { items: [], email: "ada@shop.example" },
});
if (error === undefined) console.log(`Order ${order.number} is placed.`);
else console.log(sentenceFor(error.code), error.errors?.map(({ pointer }) => pointer).join(" "));

// Where nothing can be done about it, it may as well be thrown.
try {
  await orThrow(shop.GET("/v1/store/products/{handle}", { params: { path: { handle: "no-such-thing" } } }));
} catch (failure) {
  if (!(failure instanceof ProblemError) || failure.code !== "not-found") throw failure;
  console.log(`404, trace ${failure.problem.traceId === undefined ? "unknown" : "known"}`);
}

function sentenceFor(code: NonNullable<typeof error>["code"]): string {
  switch (code) {
    case "checkout-incomplete":
      return "Please fill in what is missing:";
    case "insufficient-inventory":
      return "Somebody was faster:";
    case "cart-changed":
      return "A price has changed:";
    default:
      return `Please try again later (${code}).`;
  }
}
