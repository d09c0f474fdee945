import type { Problem } from './problems';
import type { AssistantStatus } from './protocol';
import type { ServerState } from './server';
import { sentence } from './sentence';

/** What the status bar shows. */
export interface StatusView {
  /** With codicons, as `$(name)`. */
  readonly text: string;
  /** One line that screen readers read. */
  readonly summary: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly isWarning: boolean;
  /** What stands between the user and a running server; null when nothing does. */
  readonly problem: Problem | null;
}

/** Says how the server is. */
export function viewOf(state: ServerState, bytesSent: number): StatusView {
  switch (state.kind) {
    case 'off':
      return view('$(circle-slash) Assistant', 'Assistant is off', 'Assistant is turned off in the settings.', false);
    case 'starting':
      return view('$(loading~spin) Assistant', `Assistant is loading: ${state.message}`, `Loading: ${state.message}.`, false);
    case 'failed':
      return { ...view('$(error) Assistant', `Assistant does not run: ${state.problem.message}`, state.problem.message, true), problem: state.problem };
    case 'running':
      return running(state.status, bytesSent);
  }
}

function running(status: AssistantStatus, bytesSent: number): StatusView {
  const facts = [
    `Proposals compiled: ${status.accepted} passed, ${status.rejected} thrown away`,
    ...status.models.map((model) => `${escape(model.tier)}: ${escape(model.name)} at ${escape(model.endpoint)} (${model.local ? 'this machine' : 'another machine'}, ${escape(model.state)})`),
    status.models.length === 0 ? 'Models: none; rules and your own code do the work' : null,
    status.memoryBytes === 0 ? null : `Memory of the engine: ${Math.round(status.memoryBytes / (1 << 20))} MB`,
    `Bytes of your code sent to other machines: ${bytesSent}`,
  ].filter((line) => line !== null);
  const message = sentence(status.message);
  const tooltip = [escape(message), ...facts.map((line) => `- ${line}`)].join('\n\n').replaceAll('\n\n- ', '\n- ');
  switch (status.state) {
    case 'loading':
      return view('$(loading~spin) Assistant', `Assistant is loading: ${status.message}`, tooltip, false);
    case 'ready':
      return view('$(check) Assistant', `Assistant is ready: ${status.message}`, tooltip, false);
    case 'degraded':
      return view('$(warning) Assistant', `Assistant works in part: ${status.message}`, tooltip, true);
    case 'off':
      return view('$(error) Assistant', `Assistant has stopped: ${status.message}`, tooltip, true);
  }
}

function view(text: string, summary: string, tooltip: string, isWarning: boolean): StatusView {
  return { text, summary, tooltip, isWarning, problem: null };
}

// Names of files and models are text, whatever they hold.
function escape(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&');
}
