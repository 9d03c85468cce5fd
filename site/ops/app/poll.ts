/** Runs a task again and again while the page can be seen. */
export interface Poll {
  pause(): void;
  resume(): void;
  /** Runs the task now, if it isn't paused. */
  now(): void;
  stop(): void;
}

/** `task` never overlaps itself: the pause begins when it has ended. */
export function startPolling(task: () => Promise<void>, pauseMs: number): Poll {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isPaused = false;
  let isStopped = false;
  const mayRun = () => !isPaused && !isStopped && !document.hidden;
  const run = async () => {
    clearTimeout(timer);
    if (isRunning || !mayRun()) return;
    isRunning = true;
    try {
      await task();
    } finally {
      isRunning = false;
      if (mayRun()) timer = setTimeout(run, pauseMs);
    }
  };
  const onVisibility = () => void run();
  document.addEventListener("visibilitychange", onVisibility);
  void run();
  return {
    pause() {
      isPaused = true;
      clearTimeout(timer);
    },
    resume() {
      isPaused = false;
      void run();
    },
    now: () => void run(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    },
  };
}
