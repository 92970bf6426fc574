/** What is judged of selftests: their lines stay in the owner's own chat, end with a sentence, and are what it says. */
import { canaryWords } from '../../src/chat/selftest-text.ts';
import { runningSelftest } from '../../src/core/selftest.ts';
import type { Night } from './night.ts';

const isCanary = (text: string): boolean => text === canaryWords.first || text === canaryWords.edited;

export function judgeSelftests(night: Night): void {
  const { world } = night;
  for (const { chatId, text, waId } of world.taken())
    if (isCanary(text) && !world.selfIds.includes(chatId))
      night.wrong(9, `the line of a selftest, ${waId}, was handed over to ${chatId}`);
  if (runningSelftest(night.ledger()) !== null) night.wrong(4, 'a selftest never came to its end');
  for (const line of world.control()) {
    if (line.from !== 'page' || !isCanary(line.text)) continue;
    const report = reportOn(night, line.waId);
    if (report === null) night.wrong(4, `the line of a selftest, ${line.waId}, stands without a word`);
    else claims(night, line, report);
  }
}

/** There is one test at a time: the next report is about its line. That every notice is told is judged elsewhere. */
function reportOn(night: Night, waId: string): string | null {
  const ledger = night.ledger();
  const canary = ledger.noticeByWaId(waId);
  for (let id = (canary?.id ?? Number.POSITIVE_INFINITY) + 1; ; id++) {
    const notice = ledger.notice(id);
    if (notice === null || /^🔬 My test (?:of|was)/.test(notice.body)) return notice?.body ?? null;
  }
}

/** 5: what the report calls done the owner's phone shows. */
function claims(
  night: Night,
  line: {
    readonly waId: string;
    readonly text: string;
    readonly revoked: boolean;
    readonly reaction?: string | null;
  },
  report: string,
): void {
  const wrong = (what: string): void =>
    night.wrong(5, `${line.waId} ${what}: ${report.replaceAll('\n', ' / ')}`);
  if (/edits: yes/.test(report) && line.text !== canaryWords.edited) wrong('was not edited');
  if (/deleting: yes/.test(report) && !line.revoked) wrong('was not deleted');
  if (/reactions: yes/.test(report) && line.reaction == null) wrong('bears no reaction');
  if (!line.revoked && !/my test line|My test line/.test(report))
    wrong('stands, and nobody was asked to delete it');
}
