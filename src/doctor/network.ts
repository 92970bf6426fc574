/** The way to WhatsApp, and the clock, which is held against the one behind it. */
import type { Finding } from '../adapters/http/answers.ts';
import { type Reach, reach } from '../adapters/http/reach.ts';
import type { Clock } from '../core/clock.ts';

const server = 'https://web.whatsapp.com/';
const withinMs = 10_000;
/** As much as the bot itself takes for a clock that was set, and not for one that drifts. */
const toleratedMs = 60_000;

const unreachable: Readonly<Record<Extract<Reach, { kind: 'unreachable' }>['why'], string>> = {
  no_name: 'its name is not found: look after the network or its DNS.',
  refused: 'there is no way to it: look after the network or a firewall.',
  late: 'it did not answer within ten seconds.',
  not_trusted: 'something on the way pretends to be it: its certificate is not trusted.',
  other: 'the connection broke off.',
};

/** Both in one call, since it is one question. `url` is another one in tests. */
export async function examineNetwork(clock: Clock, url: string = server): Promise<readonly Finding[]> {
  const began = clock.monotonic();
  const answer = await reach(url, withinMs);
  const tookMs = clock.monotonic() - began;
  const { hostname } = new URL(url);
  if (answer.kind === 'unreachable')
    return [
      { about: 'clock', verdict: 'warning', text: 'could not be compared: nobody was reached who has one.' },
      {
        about: 'network',
        verdict: 'ill',
        text: `${hostname} cannot be reached: ${unreachable[answer.why]}`,
      },
    ];
  return [
    clockFinding(answer.date, clock.now(), tookMs, hostname),
    { about: 'network', verdict: 'well', text: `${hostname} answers in ${Math.ceil(tookMs)} ms.` },
  ];
}

function clockFinding(date: number | null, now: number, tookMs: number, hostname: string): Finding {
  const about = 'clock';
  if (date === null)
    return { about, verdict: 'warning', text: `could not be compared: ${hostname} says no time.` };
  // A date of whole seconds, said at some moment of the call: only what is beyond both is a difference.
  const ahead = Math.max(0, now - tookMs - (date + 1_000)) - Math.max(0, date - now);
  if (Math.abs(ahead) <= toleratedMs)
    return { about, verdict: 'well', text: `right, compared with ${hostname}.` };
  const by = `${Math.round(Math.abs(ahead) / 60_000)} min`;
  return {
    about,
    verdict: 'ill',
    text: `${by} ${ahead > 0 ? 'ahead' : 'behind'}: set it, or let NTP do so. Messages go by it.`,
  };
}
