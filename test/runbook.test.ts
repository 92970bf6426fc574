/** What the runbook says that the bot says is what it says, and what it tells to type is there to be typed. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

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
  const lines = read('src/core/alarm-text.ts') + read('src/core/alarm.ts').replaceAll('_', ' ');
  const named = [...runbook.matchAll(/the alarm `([^`]+)`/gi)].map(([, alarm]) => alarm ?? '');
  expect(named.length).toBeGreaterThan(2);
  for (const alarm of named) expect(lines).toContain(alarm);
});

test('every verb and command that it tells to use exists', () => {
  const verbs = new Set(readdirSync(new URL('../src/cli', import.meta.url)).map((name) => name.slice(0, -3)));
  for (const [, verb] of runbook.matchAll(/`sendonce (\w+)/g)) expect(verbs).toContain(verb);
  const commands = new Set(readdirSync(new URL('../commands', import.meta.url)).map((name) => name.slice(0, -3)));
  for (const [, command] of runbook.matchAll(/`\/(\w+)`/g))
    if (command !== 'readyz') expect(commands).toContain(command);
});
