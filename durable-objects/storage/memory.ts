import { forgetAll } from "../../src/kernel/storage/remembered.ts";
import type { ObjectStorage } from "./storage.ts";

/** A storage that forgets what a transaction has changed if it fails, and what an earlier session knew. */
export function remembering(storage: ObjectStorage): ObjectStorage {
  forgetAll(storage.database);
  return {
    ...storage,
    transaction(body) {
      try {
        return storage.transaction(body);
      } catch (error) {
        forgetAll(storage.database);
        throw error;
      }
    },
  };
}
