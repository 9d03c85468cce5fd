/** Receives events from a running platform. */
export interface Observer {
  /** A line that the Worker or the runtime logged. */
  onLog?: ((level: string, message: string) => void) | undefined;
  /** workerd exited unexpectedly, and was restarted on the same port and state. */
  onRestart?: (() => void) | undefined;
  /** workerd exited unexpectedly, and failed to restart. */
  onLost?: ((reason: string) => void) | undefined;
}
