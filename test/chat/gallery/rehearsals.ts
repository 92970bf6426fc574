/** What would become of what is scheduled. */
import type { Situation } from './talk.ts';

export const rehearsals: readonly Situation[] = [
  {
    title: 'A rehearsal',
    options: { start: '2026-12-31T21:00:00Z' },
    async talk({ home, says }) {
      await says('/rehearse');
      for (const time of ['23:30', '23:52', '23:55', '23:59'])
        await home.says(`/schedule today ${time} to Mum: at ${time}`);
      await home.says('/schedule midnight tonight to Anna, Łukasz, Chris Evans: Happy New Year!');
      await home.says('yes');
      home.heard();
      await says('/rehearse');
      for (let page = 1; page <= 5; page++) await says('more');
      await says('/rehearse B1');
      await says('/rehearse Mum');
      await says('/stop');
      await says('/rehearse');
    },
  },
];
