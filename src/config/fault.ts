/** What is wrong with a configuration, in words for whoever wrote it. */

export interface Fault {
  readonly name: string;
  /** As found; null where it is a secret, which is never shown. */
  readonly value: string | null;
  readonly expected: string;
  readonly example: string;
}

const shown = 80;

function show({ name, value }: Fault): string {
  if (value === null) return `${name} (its value is a secret and not shown)`;
  const quoted = JSON.stringify(value.length > shown ? `${value.slice(0, shown)}…` : value);
  return `${name}=${quoted}`;
}

/** One message that lists all of them. */
export function formatFaults(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? 'One setting' : `${faults.length} settings`;
  const lines = faults.map(
    (fault) => `  ${show(fault)}\n    expected ${fault.expected}, for example ${fault.name}=${fault.example}`,
  );
  return [`${count} in the environment cannot be used:`, ...lines].join('\n');
}
