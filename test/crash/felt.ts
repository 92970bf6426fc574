/** Whether anybody need hear of a fault of the disk, judged from the calls around it and never by their number. */

/** `none`: it never came. `passed_over`: it met what nothing rests on. `felt`: it met anything else. */
export type Injection = 'none' | 'passed_over' | 'felt';

/** `trace`: of one process under strace, in which at most one call was made to fail. */
export function injectionIn(trace: string): Injection {
  const lines = trace.split('\n');
  const at = lines.findIndex((line) => line.includes('(INJECTED)'));
  const hit = lines[at];
  if (hit === undefined) return 'none';
  const [before, after] = [lines.slice(0, at), lines.slice(at + 1)];
  const harmless =
    isCheckpoint(hit, after) || isFolderOfWhatWasJustMade(hit, before) || isOfWholeCopy(hit, after);
  return harmless ? 'passed_over' : 'felt';
}

/** Of a ledger that commits no more: until the log beside it is gone it still has everything, and then the ledger has. */
function isCheckpoint(hit: string, after: readonly string[]): boolean {
  const commitsLater = after.some((line) => /pwrite64\(\d+<[^>]*-wal>/.test(line));
  return /\(\d+<[^>]*ledger\.db(?:-wal)?>|^\d+ +unlink\("[^"]*ledger\.db-wal"/.test(hit) && !commitsLater;
}

/** The sync of the folder in which SQLite has just made its log or journal. */
function isFolderOfWhatWasJustMade(hit: string, before: readonly string[]): boolean {
  const isOfFolder = /sync\(\d+<[^>]*>/.test(hit) && !/\.\w+(?:-wal|-journal)?>|STOP>/.test(hit);
  return isOfFolder && before.slice(-2).some((line) => /-journal>|, 32, 0\) += 32/.test(line));
}

/**
 * The journal that SQLite keeps beside a copy until it is written. Where the copy was synced by ourselves after that, got
 * its name and its folder was synced, no journal belongs to it any more, whatever became of it.
 */
function isOfWholeCopy(hit: string, after: readonly string[]): boolean {
  const copy = /^\d+ +\w+\((?:\d+<|")([^>"]+\.partial)-journal[>"]/.exec(hit)?.[1];
  if (copy === undefined) return false;
  const folder = copy.slice(0, copy.lastIndexOf('/'));
  const steps = [
    (line: string) => /fsync\(/.test(line) && line.includes(`<${copy}>`),
    (line: string) => line.includes(`rename("${copy}", "${copy.replace(/\.partial$/, '')}")`),
    (line: string) => /fsync\(/.test(line) && line.includes(`<${folder}>`),
  ];
  let next = 0;
  for (const line of after) if (steps[next]?.(line) === true && / = 0$/.test(line)) next++;
  return next === steps.length;
}
