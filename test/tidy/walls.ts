/** Who may use whom. A wall that only a document holds is walked through within a month. */
import { importsOf, type Offence, offence, type Source } from './source.ts';

/** For a path: the prefixes that it may import from, `*` for all of ours. The first that fits counts. */
const walls: readonly (readonly [from: RegExp, to: (path: string) => readonly string[]])[] = [
  // Decisions are pure: they run under a virtual clock, on any machine, with nothing to stub.
  [/^src\/core\//, () => ['src/core/']],
  [/^src\/chat\//, () => ['src/chat/', 'src/core/']],
  // A command is words and a decision; what it decides is carried out elsewhere.
  [/^commands\//, () => ['commands/', 'src/chat/', 'src/core/']],
  // An adapter knows one foreign thing. Two that know each other are one that cannot be replaced.
  [/^src\/adapters\/[^/]+\//, (path) => [path.split('/', 3).join('/').concat('/'), 'src/core/']],
  [/^src\/adapters\//, () => ['src/core/']],
  // A rehearsal stands on the core alone: what it cannot reach it cannot touch.
  [/^src\/rehearsal\//, () => ['src/rehearsal/', 'src/core/']],
  // Pictures are markup from data, whoever shows it.
  [/^src\/pictures\//, () => ['src/pictures/', 'src/core/']],
  // The playground is served by the same guarded server as the bot; the world behind it must stay independent of the
  // program that it judges.
  [/^src\/simulator\/playground\//, () => ['src/simulator/', 'src/adapters/http/']],
  [/^src\/simulator\//, () => ['src/simulator/']],
  [/^src\/[^/]+\.ts$|^src\/(cli|config|doctor)\//, () => ['src/', 'commands/']],
];

/** One file, or one folder, for each foreign library: what it calls things does not spread. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['src/adapters/sqlite/'],
  'whatsapp-web.js': ['src/adapters/whatsapp/'],
  puppeteer: ['src/adapters/whatsapp/', 'src/adapters/pictures/'],
  'puppeteer-core': ['src/adapters/whatsapp/'],
  '@puppeteer/browsers': ['src/adapters/whatsapp/'],
  'chrono-node': ['src/core/time/parse'],
  'temporal-polyfill': ['src/core/time/'],
  'rrule-temporal': ['src/core/recurrence/'],
  'libphonenumber-js': ['src/chat/', 'src/config'],
  'csv-parse': ['src/chat/import/'],
  pino: ['src/adapters/log.ts'],
  // What comes in from outside is checked where it comes in.
  zod: ['src/config', 'src/simulator/'],
  qrcode: ['src/qr.ts'],
  ws: ['src/simulator/'],
  selfsigned: ['src/simulator/'],
};

/** The core and the chat read no clock, no file and no socket, so nothing of Node is there either. */
const withoutNode = /^(src\/core|src\/chat|src\/rehearsal|src\/pictures|commands)\//;

export function walledImports(source: Source): readonly Offence[] {
  const wall = walls.find(([from]) => from.test(source.path));
  if (wall === undefined) return [];
  const allowed = wall[1](source.path);
  return importsOf(source).flatMap(({ target, at }) => {
    if (target.startsWith('node:'))
      return withoutNode.test(source.path) ? [offence(source, at, `imports ${target}`)] : [];
    const ours = /^(src|commands|test|scripts)\//.test(target);
    const home = ours ? allowed : (homes[target] ?? []);
    return home.some((prefix) => (ours ? target : source.path).startsWith(prefix))
      ? []
      : [offence(source, at, `imports ${target}`)];
  });
}
