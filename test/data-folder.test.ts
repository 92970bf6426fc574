import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataFolder } from '../src/data-folder.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sendonce-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('the data folder', () => {
  test('is made where it is missing, for its owner alone', () => {
    const path = join(home, 'a', 'data');
    expect(openDataFolder(path)).toEqual({ kind: 'ready', path });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700);
  });

  test('is used as it is when nobody else can read it', () => {
    const path = join(home, 'data');
    mkdirSync(path, { mode: 0o700 });
    expect(openDataFolder(path).kind).toBe('ready');
  });

  test.each([0o755, 0o750, 0o711, 0o707])('is refused with mode %o, and left as it is', (mode) => {
    const path = join(home, 'data');
    mkdirSync(path);
    chmodSync(path, mode);
    const opened = openDataFolder(path);
    expect(opened).toMatchObject({ kind: 'refused' });
    expect('text' in opened && opened.text).toContain(`found 0${mode.toString(8)}. Run: chmod 700 ${path}`);
    expect(statSync(path).mode & 0o777).toBe(mode);
  });

  test('is refused with a reason where a file stands in its way', () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'data')]) {
      const opened = openDataFolder(path);
      expect('text' in opened && opened.text).toMatch(/cannot be used as a folder: a .*file/);
    }
    expect(existsSync(file)).toBe(true);
  });
});
