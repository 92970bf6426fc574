/** What a verb of the command line gets from its process, so that a test can give it the same. */
import type { ExitCode } from '../exit.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Chunks of standard input, UTF-8. */
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Writes one line to standard output; resolves when the pipe can take more. */
  readonly print: (line: string) => Promise<void>;
  /** Writes one line to standard error. */
  readonly complain: (line: string) => void;
}

export interface CliVerb {
  run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode>;
}

/**
 * Lines of standard input. Only a line feed ends one: JSON may hold any other line separator as it is. The last line
 * needs no line feed.
 */
export async function* linesOf(input: Surroundings['input']): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let end = rest.indexOf('\n');
    while (end !== -1) {
      yield rest.slice(0, end);
      rest = rest.slice(end + 1);
      end = rest.indexOf('\n');
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
