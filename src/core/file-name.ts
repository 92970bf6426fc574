/** The name under which a recipient sees a file. It came from outside, and is never a part of a path of ours. */
import type { FileForm } from './files.ts';

const mostCharacters = 100;
/** What Windows takes for a device, whatever stands behind its dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Controls, and marks that write backwards or take no room: "gpj.exe" has been shown as "exe.jpg" by them. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** In lower case, without its dot; empty where there is none. */
export function fileExtension(name: string): string {
  return (/\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '').toLowerCase();
}

/**
 * `extensions`: those that its bytes allow, the usual one first; a name with another one gets it behind that. Empty:
 * whatever it has.
 */
export function shownName(name: string | null, form: FileForm, extensions: readonly string[]): string {
  const [usual] = extensions;
  const bare = (name ?? '')
    .replace(unseen, '')
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const plain = bare === undefined || bare === '' ? form : device.test(bare) ? `_${bare}` : bare;
  const agrees = usual === undefined || extensions.includes(fileExtension(plain));
  const ending = agrees ? (/\.[a-z0-9]{1,10}$/i.exec(plain)?.[0] ?? '') : `.${usual}`;
  const stem = agrees ? plain.slice(0, plain.length - ending.length) : plain;
  return `${Array.from(stem)
    .slice(0, mostCharacters - ending.length)
    .join('')}${ending}`;
}
