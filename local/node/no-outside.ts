import type { Outside } from "../../src/projection/reactions/outside.ts";

const unsupported = () => {
  throw new Error("reactions don't run here");
};

/** For a projector that only fills the read model. */
export const noOutside: Outside = {
  signer: { sign: unsupported, verify: unsupported, macs: unsupported },
  secrets: { sealStored: unsupported, openStored: unsupported, macWith: unsupported },
  isLocal: false,
  mailer: unsupported,
  fetch: unsupported,
  execute: unsupported,
  ask: unsupported,
  files: { remove: unsupported, abandonParts: unsupported },
  eraseTenant: unsupported,
  startTimer: unsupported,
  breakerOf: unsupported,
};
