import { describe, expect, test } from 'vitest';
import { definitions } from '../../commands/index.ts';
import { hasPrefix, isStop, readVerb } from '../../src/chat/verb.ts';

describe('a stop', () => {
  test.each([
    '/stop',
    'stop',
    'STOP!',
    '🛑',
    '🛑\ufe0f',
    ' Stop. ',
    '/ stop',
    '!stop',
    '／ＳＴＯＰ',
    '/STOP!!!',
    '\u200e/stop',
    'stop…',
  ])('is %j', (text) => {
    expect(isStop(text)).toBe(true);
  });

  test.each([
    '',
    'stop it',
    'please stop',
    '/stopp',
    'stop 12',
    '/stop 12',
    'bus stop',
    'stop?',
    'stop\nhere',
    '🛑🚗',
    'unstop',
    '//stop',
  ])('is not %j', (text) => {
    expect(isStop(text)).toBe(false);
  });
});

describe('a verb', () => {
  test.each([
    ['/schedule x', 'schedule', 'x'],
    ['! S  x', 'schedule', 'x'],
    ['／ls', 'list', ''],
    ['/rm 12', 'cancel', '12'],
    ['/?', 'help', ''],
    ['/Résume', 'resume', ''],
    ['/status!', 'status', ''],
    ['/schedule: x', 'schedule', ': x'],
    ['/schedule, x', 'schedule', ', x'],
    ['  /list', 'list', ''],
  ])('%j is %s', (text, name, head) => {
    expect(readVerb(text, definitions)).toEqual({ kind: 'verb', name, head, below: null });
  });

  test('leaves the end of line 1 and everything below as it is', () => {
    expect(readVerb('/schedule  a b  \n\n c \n', definitions)).toEqual({
      kind: 'verb',
      name: 'schedule',
      head: 'a b  ',
      below: '\n c \n',
    });
  });

  test.each(['schedule x', 'hello', '', '7 / 8', 'a/b', '- /list'])('is not in %j', (text) => {
    expect(readVerb(text, definitions)).toEqual({ kind: 'none' });
    expect(hasPrefix(text)).toBe(false);
  });

  test.each([
    ['/shedule tomorrow', '/schedule tomorrow'],
    ['/Schedlue x\ny', '/schedule x\ny'],
    ['/sched x', '/schedule x'],
    ['/cancle 12', '/cancel 12'],
    ['/forgett 12', '/cancel 12'],
    ['/lsit', '/list'],
    ['/stpo', '/stop'],
  ])('%j is offered as %j', (text, corrected) => {
    expect(readVerb(text, definitions)).toMatchObject({ kind: 'unknown', corrected });
  });

  test.each(['/', '/ ', '!', '/12', '/xyzzy', '//schedule x', '/9am to Mum: hi', '/a'])(
    '%j is near no verb',
    (text) => {
      expect(readVerb(text, definitions)).toMatchObject({ kind: 'unknown', corrected: null });
    },
  );
});
