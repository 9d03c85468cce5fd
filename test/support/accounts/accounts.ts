import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

/** What signing in answers. */
const tokensShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: z.number(),
  user: z.looseObject({ id: z.string(), email: z.string() }),
});
export type SignedIn = z.infer<typeof tokensShape>;

export const goodPassword = "a long enough secret";

/** How tests register, sign in and refresh in one tenant. */
export function accountsOf(send: Send, { slug }: Pick<MintedTenant, "slug">) {
  const headers = { "X-Tenant": slug };
  const post = (path: string, body?: unknown, key?: string) => send("post", path, { key, headers, body });
  return {
    post,
    newEmail: () => `${crypto.randomUUID()}@shop.example`,
    async register(more: object = {}): Promise<SignedIn> {
      const email = `${crypto.randomUUID()}@shop.example`;
      const answer = await post("/v1/auth/register", { email, password: goodPassword, ...more });
      expect(answer.status, answer.text).toBe(201);
      return tokensShape.parse(answer.body);
    },
    async signIn(email: string, password = goodPassword, more: object = {}): Promise<SignedIn> {
      const answer = await post("/v1/auth/sign-in", { email, password, ...more });
      expect(answer.status, answer.text).toBe(200);
      return tokensShape.parse(answer.body);
    },
    async refresh(refreshToken: string): Promise<SignedIn> {
      const answer = await post("/v1/auth/refresh", { refreshToken });
      expect(answer.status, answer.text).toBe(200);
      return tokensShape.parse(answer.body);
    },
  };
}
