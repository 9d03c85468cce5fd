/** `2015-01-27 14:56:57`, as UTC. Null for `0000-00-00 00:00:00`, which WordPress writes for never, and for what is no date. */
export function instantOf(text: string): string | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)/.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined || date.startsWith("0000")) return null;
  const at = new Date(`${date}T${time}Z`);
  // February has no 30th, which `Date` takes for the 2nd of March.
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date) ? null : at.toISOString();
}
