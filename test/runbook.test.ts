/** What the runbook says that the bot says is what it says, and what it tells to type is there to be typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { definitions } from '../commands/index.ts';
import { alarmStates } from '../src/core/alarm.ts';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const runbook = flat(read('docs/RUNBOOK.md'));
const said = flat(read('test/chat/gallery/replies.txt') + read('src/chat/tell.ts').replaceAll('\\n', ' '));

test('every sentence that it quotes is one of the bot’s', () => {
  const quoted = [...runbook.matchAll(/\*\*"([^"]+)"/g)].map(([, sentence]) => sentence ?? '');
  expect(quoted.length).toBeGreaterThan(8);
  for (const sentence of quoted) expect(said).toContain(sentence);
});

test('every alarm that it names can be posted', () => {
  const posted = [...alarmStates.map((state) => state.replaceAll('_', ' ')), read('src/core/alarm-text.ts')];
  const named = [...runbook.matchAll(/the alarm `([^`]+)`/gi)].map(([, alarm]) => alarm ?? '');
  expect(named.length).toBeGreaterThan(2);
  for (const alarm of named) expect(posted.some((text) => text.includes(alarm))).toBe(true);
});

test('every verb and command that it tells to use exists', () => {
  const verbs = readdirSync(new URL('../src/cli', import.meta.url)).map((name) => name.slice(0, -3));
  for (const [, verb] of runbook.matchAll(/`sendonce (\w+)/g)) expect(verbs).toContain(verb);
  // A path of the HTTP side begins with a slash as well.
  const commands = [...definitions.map(({ name }) => name), 'readyz'];
  for (const [, command] of runbook.matchAll(/`\/(\w+)`/g)) expect(commands).toContain(command);
});
