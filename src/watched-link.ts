/** WhatsApp, with each change of its link told in words as well. */
import type { Link, WhatsApp } from './core/whatsapp.ts';
import { linkText } from './standing.ts';

/** The same WhatsApp: `onLink` is called where its link would be told in other words than before. */
export function watching(whatsapp: WhatsApp, onLink: (link: Link) => void): WhatsApp {
  let last = '';
  return {
    ...whatsapp,
    start: (listener) =>
      whatsapp.start((event) => {
        listener(event);
        if (event.kind !== 'link') return;
        const now = linkText(event.link);
        if (now !== last) onLink(event.link);
        last = now;
      }),
  };
}
