/**
 * Who a request says it was meant for. A page on the internet can make a browser on this machine ask 127.0.0.1 (by a
 * form, or by a name of its own that it lets point here), but then Host or Origin carry that page's name, not ours.
 */

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'] as const;
const wildcards: readonly string[] = ['0.0.0.0', '::', ''];

/** The names under which a server bound to `host` is asked; a wildcard adds none, since no one asks for it by name. */
export function namesOf(host: string): ReadonlySet<string> {
  const names = new Set<string>(loopbackNames);
  if (!wildcards.includes(host)) names.add(host.includes(':') ? `[${host}]` : host.toLowerCase());
  return names;
}

/**
 * Whether a Host header names us. The port is free: a container is published under another one than it binds, and a
 * borrowed name is what gives a foreign page away, not a port.
 */
export function isOurHost(header: string, names: ReadonlySet<string>): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header);
  return match?.[1] !== undefined && names.has(match[1].toLowerCase());
}

/** Whether an Origin header is a page of the very host and port asked; `null` (a sandboxed page) is not. */
export function isSameOrigin(origin: string, hostHeader: string): boolean {
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  return host !== undefined && host.toLowerCase() === hostHeader.toLowerCase();
}
