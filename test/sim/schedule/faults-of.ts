import type { Action } from "./action.ts";

/** How often each kind of fault was injected in a history. */
export function faultsOf(history: readonly Action[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const action of history)
    for (const fault of faultsIn(action)) counts[fault] = (counts[fault] ?? 0) + 1;
  return counts;
}

function faultsIn(action: Action): readonly string[] {
  const crash = "crash" in action && action.crash !== null ? ["crash in the middle"] : [];
  switch (action.do) {
    case "ask":
    case "ask again":
      return action.unheard ? [...crash, "answer lost"] : crash;
    case "lose":
      return [`call lost on the way ${action.way}`];
    case "drop":
      return ["message lost"];
    case "double":
      return ["message doubled"];
    case "alarm again":
      return [...crash, "alarm twice"];
    case "crash":
      return ["object crashed"];
    case "kill":
      return [action.code === "older" ? "isolate replaced by older code" : "isolate killed"];
    case "evict gate":
      return ["read gate evicted"];
    case "end edge":
      return ["edge ended"];
    case "forget":
      return ["the data center's cache forgot"];
    case "restore":
      return [action.told ? "restore" : "restore without notice"];
    case "clock ahead":
    case "clock back":
      return [action.do];
    case "break":
      return [`${action.what} out of order`];
    default:
      return crash;
  }
}
