/** The processor time that work takes, in milliseconds. Unlike the time on the clock, other processes don't add to it. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
