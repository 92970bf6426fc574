/** `/dry`: what a command would do and say, found out by doing all of it and taking it back. */
import {
  type CommandContext,
  type CommandDefinition,
  type Decision,
  type Reply,
  say,
} from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { routeCommand } from '../src/chat/route.ts';
import { isStop, readVerb } from '../src/chat/verb.ts';
import { dryGround, NotDry } from '../src/core/dry-ground.ts';

export const dry: CommandDefinition = {
  name: 'dry',
  aliases: ['try'],
  usage: ['/dry <command>'],
  summary: 'say what a command would do, and do nothing',
  examples: ['/dry /schedule tomorrow 9:00 to Anna: Good luck!', '/dry cancel all', '/dry stop'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground, definitions } = context;
    const text = commandIn(input.head, input.below);
    const reading = readVerb(text, definitions);
    if (input.words === '' || (reading.kind === 'verb' && reading.name === 'dry'))
      return say(ground, '🚫 Nothing to try: which command?\nTry: /dry /cancel all · /dry /stop');
    const tried = await tryDry(context, text);
    if (tried === null)
      return say(
        ground,
        `🧪 ${excerpt(text)} acts outside my ledger,\nso there is no trying it dry.\nNothing was changed.`,
      );
    return say(ground, tried);
  },
};

/** As it would be written by itself: with a prefix, which may be left out behind "/dry". */
function commandIn(head: string, below: string | null): string {
  const bare = head.replace(/^\s*[/!／！]?\s*/, '');
  // A stop is recognised by the whole of what is written, before there are verbs.
  const line = isStop(bare) ? 'stop' : bare;
  return `/${line}${below === null ? '' : `\n${below}`}`;
}

/** Null where it would act outside the ledger. */
async function tryDry(context: CommandContext, text: string): Promise<string | null> {
  const run = dryGround(context.ground);
  const { ground, dispatcher } = run;
  const refuse = (): never => {
    throw new NotDry();
  };
  let reply: Reply | null = null;
  try {
    const decision: Decision = await routeCommand(
      { ...context, ground, dispatcher, outside: refuse, paint: refuse },
      text,
    );
    await decision.carryOut((_, said) => {
      reply = said;
    });
  } catch (fault) {
    if (fault instanceof NotDry) return null;
    throw fault;
  }
  const said = reply as Reply | null;
  if (said === null) throw new Error('a command must record a reply');
  return [
    '🧪 Tried dry: nothing was changed.\nThe command itself would now say:',
    said.text,
    ...(run.gateWasMissed()
      ? ['What is on its way may still be kept back:\nonly the real command finds out.']
      : []),
    ...(said.ask === undefined
      ? []
      : ['This question is not open: to answer it,\nwrite the command without /dry.']),
  ].join('\n\n');
}
