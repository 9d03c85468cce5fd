import type { Outside } from "../../src/projection/reactions/outside.ts";

const nothing = () => {
  throw new Error("no reaction runs here");
};

/** For a projector that only fills the read model. */
export const noOutside: Outside = {
  mailer: nothing,
  fetch: nothing,
  execute: nothing,
  ask: nothing,
  startTimer: nothing,
  breakerOf: nothing,
};
