/** Chooses a part of what happens often and is always the same. */
export interface Sampler {
  /** The part that is chosen, from 0 to 1. */
  readonly rate: number;
  /** Whether this one is. */
  take(): boolean;
}

/** Chooses every n-th, which costs less than a random number. */
export function createSampler(rate: number): Sampler {
  const every = rate <= 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(1 / rate));
  let seen = 0;
  return {
    rate: every === Number.POSITIVE_INFINITY ? 0 : 1 / every,
    take() {
      seen += 1;
      if (seen < every) return false;
      seen = 0;
      return true;
    },
  };
}

/** The rate that is used where the setting is missing or no number from 0 to 1. */
export const defaultRate = 0.01;

/** Reads a rate from a variable of the Worker. */
export function rateOf(setting: string | undefined): number {
  const rate = setting === undefined || setting.trim() === "" ? Number.NaN : Number(setting);
  return rate >= 0 && rate <= 1 ? rate : defaultRate;
}
