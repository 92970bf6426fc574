// @ts-check
import { build } from './build.js';

/** A build that lacks modules, or members of them. Our own files go on using what the library cannot see. */

/**
 * @param {any} thing @param {readonly (readonly string[])[]} paths of the members that it is to be without
 * @returns {any}
 */
function without(thing, paths) {
  return new Proxy(thing, {
    get(target, name) {
      const own = paths.filter(([first]) => first === name);
      if (own.some((path) => path.length === 1)) return undefined;
      const member = Reflect.get(target, name);
      if (own.length > 0)
        return without(
          member,
          own.map((path) => path.slice(1)),
        );
      // Methods work on the real thing: its private members are no proxy's.
      return typeof member === 'function' && name !== 'constructor' ? member.bind(target) : member;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
    has: (target, name) =>
      Reflect.has(target, name) && !paths.some((path) => path.length === 1 && path[0] === name),
    ownKeys: (target) =>
      Reflect.ownKeys(target).filter((name) => !paths.some((path) => path.length === 1 && path[0] === name)),
  });
}

/** @param {Record<string, unknown>} modules @returns {[string, unknown][]} those that this build has */
export function lessen(modules) {
  const lacking = build.lacking.map((name) => name.split('.'));
  return Object.entries(modules).flatMap(([name, thing]) => {
    const paths = lacking.filter(([first]) => first === name).map((path) => path.slice(1));
    if (paths.some((path) => path.length === 0)) return [];
    return [[name, paths.length === 0 ? thing : without(thing, paths)]];
  });
}
