#!/usr/bin/env node
// The command line, and the only reader of the environment.
import './small-heap.ts';
import { parseArgs } from 'node:util';
import { CommandFailed } from './command-failed.ts';
import { commands, usage } from './commands.ts';
import { InvalidConfiguration, readConfiguration } from './configuration.ts';

/** Exit statuses: 1 for what went wrong, 2 for what was asked or configured wrongly. */
async function main(words: string[]): Promise<number> {
  const { name, rest } = commandIn(words);
  const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return 0;
  }
  if (!command) return complain([`There is no command "${name}".`, '', usage().trimEnd()], 2);
  try {
    const { values } = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: 'boolean' } },
      strict: true,
    });
    if (values.help) {
      process.stdout.write(usage());
      return 0;
    }
    const demo = 'demo' in values && values.demo ? { ROSTER_DEMO: '1' } : {};
    const configuration = readConfiguration({ ...process.env, ...demo });
    return await command.run(configuration, values as Record<string, string | undefined>);
  } catch (error) {
    if (error instanceof InvalidConfiguration) {
      return complain(
        ['Roster cannot start with this configuration:', ...error.faults.map((fault) => `- ${fault}`)],
        2,
      );
    }
    if (isWrongArgument(error))
      return complain([`${error.message.split('. To specify')[0]}`, '', usage().trimEnd()], 2);
    if (error instanceof CommandFailed) return complain([error.message], error.status);
    throw error;
  }
}

/** A command is one word, or two: `audit verify`. */
function commandIn([first = 'help', ...rest]: string[]): { name: string; rest: string[] } {
  const [second = '', ...others] = rest;
  const both = `${first} ${second}`;
  return Object.hasOwn(commands, both) ? { name: both, rest: others } : { name: first, rest };
}

function isWrongArgument(error: unknown): error is Error {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

function complain(lines: string[], status: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return status;
}

process.exitCode = await main(process.argv.slice(2));
