import { createMint } from "./minting.ts";
import { send } from "./request.ts";

export type { MintedTenant } from "./minting.ts";

export const { mintTenant, mintKey } = createMint(send);
