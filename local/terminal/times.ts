const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something took, in at most two units: `12 ms`, `1.2 s`, `3 min 4 s`, `2 d 5 h`. */
export function spanText(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < 10 * second) return `${(ms / second).toFixed(1)} s`;
  if (ms < minute) return `${Math.round(ms / second)} s`;
  if (ms < hour) return twoUnits(ms, minute, "min", second, "s");
  if (ms < day) return twoUnits(ms, hour, "h", minute, "min");
  return twoUnits(ms, day, "d", hour, "h");
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

/** How long ago an instant is. */
export function agoText(instant: string, now: number): string {
  return `${spanText(Math.max(0, now - Date.parse(instant)))} ago`;
}

/** An instant as `2026-11-30 06:20:58.520`, in UTC. */
export function instantText(instant: string): string {
  return instant.replace("T", " ").replace(/Z$/, "");
}

/** The time of day of an instant, in UTC. */
export function clockText(instant: string): string {
  return instant.slice(11, 23).replace(/Z$/, "");
}
