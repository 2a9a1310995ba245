/**
 * One request id per intention. Pressing 提交 again after a broken line is the same intention and sends the same id, so the
 * function gives its first answer again; changing what is sent makes a new intention.
 */
import { CallError, randomId } from './call';

export interface Intent {
  /** The id for sending exactly this input. */
  idFor(input: unknown): string;
  /** After an answer: a success, or a refusal that the same request would only meet again. */
  settle(): void;
}

/** A new intention without an id yet. */
export function newIntent(): Intent {
  let sent: { id: string; what: string } | null = null;
  return {
    idFor(input) {
      const what = JSON.stringify(input);
      if (sent?.what !== what) sent = { id: randomId(), what };
      return sent.id;
    },
    settle() {
      sent = null;
    },
  };
}

/** Runs a command under an intention: the id is kept only when it is unknown whether the command arrived. */
export async function carryOut<T>(
  intent: Intent,
  input: unknown,
  send: (requestId: string) => Promise<T>,
): Promise<T> {
  try {
    const answer = await send(intent.idFor(input));
    intent.settle();
    return answer;
  } catch (cause) {
    if (cause instanceof CallError && !cause.retryable) intent.settle();
    throw cause;
  }
}
