/** The rules of the house, as a list. Each has an example of what it must find, so that a rule which finds nothing is seen. */
import { codeOf, importsOf, matches, type Offence, offence, type Source } from './source.ts';
import { walledImports } from './walls.ts';

export interface Rule {
  /** What holds, as a sentence. */
  readonly name: string;
  readonly applies: RegExp;
  offences(source: Source): readonly Offence[];
  /** A file that breaks it. */
  readonly example: Source;
}

const product = /^(src|commands)\//;
const everything = /./;
const documents = /^[A-Z]+\.md$/;

export const rules: readonly Rule[] = [
  {
    // The walls are what lets the core be tested without WhatsApp, and WhatsApp be replaced without touching the core.
    name: 'the core knows nobody, adapters know only the core, and each library has one home',
    applies: product,
    offences: walledImports,
    example: { path: 'src/core/x.ts', text: "import { log } from '../adapters/log.ts';\n" },
  },
  {
    // Whoever reads the clock or throws dice by himself cannot be replayed from a seed. Pages have no ports.
    name: 'time and chance are arguments outside their adapters',
    applies: /^(src\/(?!simulator\/|adapters\/(clock|random)\.ts|adapters\/whatsapp\/page\/)|commands\/)/,
    offences: (source) =>
      matches(
        source,
        /\bDate\.now\b|\bnew Date\(\s*\)|\bset(?:Timeout|Interval|Immediate)\b|\bMath\.random\b|\bperformance\.now\b|\bTemporal\.Now\b|node:timers\S*/g,
        codeOf(source.text),
      ),
    example: { path: 'commands/x.ts', text: 'const at = Date.now();\n' },
  },
  {
    // Past three hundred lines a file is two nouns; a test may be a long table. A migration is one step of history,
    // which nobody may cut in two once a ledger has gone through it.
    name: 'no file is longer than 300 lines, no test longer than 400',
    applies: /^(?!src\/adapters\/sqlite\/migrations\/)/,
    offences(source) {
      const limit = source.path.startsWith('test/') ? 400 : 300;
      const lines = source.text.trimEnd().split('\n').length;
      return lines > limit ? [{ path: source.path, line: limit + 1, what: `${lines} lines` }] : [];
    },
    example: { path: 'src/x.ts', text: '\n'.repeat(301).concat('x') },
  },
  {
    // These names say nothing about what is inside, so everything ends up inside.
    name: 'a file bears the name of its noun',
    applies: everything,
    offences: (source) =>
      /(^|-)(utils?|helpers?|managers?|misc|common|data|info)\.\w+$/i.test(
        source.path.split('/').at(-1) ?? '',
      )
        ? [{ path: source.path, line: 1, what: 'a name that says nothing' }]
        : [],
    example: { path: 'src/core/time-utils.ts', text: '' },
  },
  {
    // One word, one meaning. These are words of other programs, which send again until it works; ours never does. The
    // names of WhatsApp's own modules are not ours to choose.
    name: 'our things are called by their own words',
    applies: /^(src\/(?!simulator\/page\/)|commands\/)|^[A-Z]+\.md$/,
    offences: (source) =>
      matches(
        source,
        /(?<![A-Za-z])(?:[jJ]obs?|[tT]asks?|[wW]orkers?|[rR]etry|[rR]etries|[eE]xactly[- ]once|[pP]ending|[pP]rocessing)(?![a-z])|(?<=[a-z])(?:Jobs?|Tasks?|Workers?|Retry|Retries|Pending)(?![a-z])/g,
        source.text.replace(/\b(?:WA[A-Z]\w+|(?:rmM|m)axRetries)\b/g, (name) => ' '.repeat(name.length)),
      ),
    example: { path: 'src/core/x.ts', text: '// The worker takes the job.\n' },
  },
  {
    // A function that runs in the page cannot see what stands around it, and text given to evaluate is code that a
    // message could write. So: one function to a file, by name, with its values as arguments.
    name: 'what runs in the page is a function imported from page/',
    applies: /^src\/adapters\/whatsapp\/(?!page\/)/,
    offences(source) {
      const fromPage = new Set(
        [...codeOf(source.text).matchAll(/import \{([^}]+)\} from '\.\/page\/[^']+'/g)].flatMap((match) =>
          (match[1] ?? '').split(',').map((name) => name.trim().replace(/^.* as /, '')),
        ),
      );
      const calls =
        /\.(?:evaluate|evaluateHandle|evaluateOnNewDocument|waitForFunction|\$\$?eval|addScriptTag)\(\s*([^,)]*)/g;
      return [...codeOf(source.text).matchAll(calls)]
        .filter((match) => !fromPage.has((match[1] ?? '').trim()))
        .map((match) => offence(source, match.index, match[0]));
    },
    example: { path: 'src/adapters/whatsapp/x.ts', text: "await page.evaluate('1 + ' + text);\n" },
  },
  {
    // A function for the page that needs another module at run time would fail there, in front of a message.
    name: 'a function for the page brings nothing along',
    applies: /^src\/adapters\/whatsapp\/page\//,
    offences: (source) => matches(source, /^import (?!type\b).*$/gm, codeOf(source.text)),
    example: { path: 'src/adapters/whatsapp/page/x.ts', text: "import { y } from './y.ts';\n" },
  },
  {
    // One readFileSync of the live ledger in the bot's process, and closing it drops SQLite's lock (tried): a second
    // bot could then send what the first has claimed.
    name: 'nothing but SQLite opens the ledger',
    applies: product,
    offences(source) {
      const opens =
        /\b(?:readFile|writeFile|appendFile|open|copyFile|cp|createReadStream|createWriteStream|truncate)(?:Sync)?\((?:\s*|[^)\n]*?\b)(?:(?:options\.|this\.)?file\b(?!\w)|[^)\n]*ledger)/gi;
      const bySqlite = source.path.startsWith('src/adapters/sqlite/');
      return matches(source, opens, codeOf(source.text)).filter(
        ({ what }) => /ledger/i.test(what) || (bySqlite && /\((?:options\.|this\.)?file\b/.test(what)),
      );
    },
    example: { path: 'src/main.ts', text: "const copy = readFileSync(join(folder, 'ledger.db'));\n" },
  },
  {
    // What is switched off or left for later is not there, and says that it is.
    name: 'nothing is skipped, singled out or left for later',
    applies: /^(?!test\/tidy)/,
    offences: (source) =>
      matches(
        source,
        /\b(?:test|it|describe|suite)\.(?:only|skip|todo|fails)\b|\b(?:TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck/g,
      ),
    example: { path: 'test/x.test.ts', text: "test.only('x', () => {});\n" },
  },
  {
    // Text that becomes code, or markup, is how a message would begin to command.
    name: 'no text becomes code or markup',
    applies: product,
    offences: (source) =>
      matches(
        source,
        /\beval\(|\bnew Function\(|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write\(/g,
        codeOf(source.text, 'comments and strings'),
      ),
    example: { path: 'src/simulator/x.js', text: 'box.innerHTML = words;\n' },
  },
  {
    // A path of one machine is true on that machine only.
    name: 'nothing names a folder of one machine',
    applies: /^(src|commands|scripts)\/|^[A-Z]+\.md$/,
    offences: (source) => matches(source, /(?<![\w.~])\/(?:root|home|Users|work|mnt)\/\w+/g),
    example: { path: 'README.md', text: 'It lives in /home/me/sendonce.\n' },
  },
  {
    // A command that a document shows is tried by the next reader, on a machine without our tools.
    name: 'documents name only scripts that exist',
    applies: documents,
    offences: (source) =>
      matches(
        source,
        /npm run (?!(?:playground|build|check|sim|prove|bench|test:unit|test:e2e|test:mutants|test:soak)\b)[\w:]+/g,
      ),
    example: { path: 'README.md', text: 'npm run everything\n' },
  },
];

/** Test files that import nothing of the product judge nothing. */
export function judgesNothing(source: Source): readonly Offence[] {
  const judged = importsOf(source).some(({ target }) => /^(src|commands|scripts|test)\//.test(target));
  const says = /\bexpect\b|\bassert\b|Contract\(/.test(source.text);
  const starts = /spawn|execFile|dist\//.test(source.text);
  return says && (judged || starts)
    ? []
    : [{ path: source.path, line: 1, what: 'no expectation of the product' }];
}
