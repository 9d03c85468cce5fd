/**
 * Samples floods of refusals: the audit log takes twenty at once, then ten a second. Refusals cost the caller
 * nothing, so without this they could fill a tenant's storage.
 */
export function createRefusalSampler(now: () => number): () => boolean {
  let tokens = burst;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - last) / 1000) * perSecond);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

const burst = 20;
const perSecond = 10;
