import { isJson, objectsOf, textOf, type Json } from './json.ts';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;
const MAX_CHAT_INPUT = 100;
const MAX_CHARACTERS = 8000;
/** The locales of the reference that this project may use; `zh` alone is refused by Discord. */
const LOCALES = new Set(['zh-CN', 'zh-TW', 'en-US', 'en-GB', 'ja', 'ko', 'fr', 'de', 'ru']);

function nameFaults(named: Json, path: string): string[] {
  const localized = isJson(named['name_localizations']) ? named['name_localizations'] : {};
  const names = [named['name'], ...Object.values(localized)].map(textOf);
  return names
    .filter((name) => !NAME.test(name) || name !== name.toLowerCase())
    .map((name) => `${path}: "${name}" is not a command or option name`);
}

function localeFaults(named: Json, path: string): string[] {
  const maps = [named['name_localizations'], named['description_localizations']].filter(isJson);
  return maps
    .flatMap((map) => Object.keys(map))
    .filter((locale) => !LOCALES.has(locale))
    .map((locale) => `${path}: "${locale}" is not one of Discord's locales`);
}

function describedFaults(named: Json, path: string): string[] {
  const missing =
    textOf(named['description']).length === 0 ? [`${path}: description required`] : [];
  return [...missing, ...nameFaults(named, path), ...localeFaults(named, path)];
}

function choiceFaults(option: Json, path: string): string[] {
  const choices = objectsOf(option['choices']);
  const names = choices.map((choice) => textOf(choice['name']));
  const faults = choices.flatMap((choice) => localeFaults(choice, `${path}.choices`));
  if (new Set(names).size !== names.length) faults.push(`${path}: duplicate choice names`);
  if (choices.length > 0 && option['autocomplete'] === true) {
    faults.push(`${path}: choices and autocomplete exclude each other`);
  }
  return faults;
}

function optionFaults(parent: Json, path: string): string[] {
  const options = objectsOf(parent['options']);
  const names = options.map((option) => textOf(option['name']));
  const faults = options.flatMap((option) => {
    const here = `${path}.${textOf(option['name'])}`;
    return [
      ...describedFaults(option, here),
      ...choiceFaults(option, here),
      ...optionFaults(option, here),
    ];
  });
  if (new Set(names).size !== names.length) faults.push(`${path}: duplicate option names`);
  const firstOptional = options.findIndex((option) => option['required'] !== true);
  const isLate = options.slice(firstOptional).some((option) => option['required'] === true);
  if (firstOptional >= 0 && isLate) faults.push(`${path}: a required option after an optional one`);
  return faults;
}

function characters(named: Json): number {
  const own = ['name', 'description', 'value'].reduce(
    (sum, key) => sum + textOf(named[key]).length,
    0,
  );
  const below = [...objectsOf(named['options']), ...objectsOf(named['choices'])];
  return own + below.reduce((sum, each) => sum + characters(each), 0);
}

/** What Discord would refuse in a command although the published schemas let it through. */
function commandFaults(command: Json): string[] {
  const path = textOf(command['name']);
  const isChatInput = (command['type'] ?? CHAT_INPUT) === CHAT_INPUT;
  const faults = isChatInput ? describedFaults(command, path) : [];
  const tooLong = characters(command) > MAX_CHARACTERS ? [`${path}: over 8000 characters`] : [];
  return [...faults, ...optionFaults(command, path), ...tooLong];
}

/** What Discord would refuse in a bulk overwrite as a whole. */
export function commandListFaults(commands: readonly Json[]): string[] {
  const names = commands.map(
    (command) => `${Number(command['type'] ?? CHAT_INPUT)} ${textOf(command['name'])}`,
  );
  const faults = commands.flatMap(commandFaults);
  if (new Set(names).size !== names.length) faults.push('commands: duplicate names');
  if (commands.length > MAX_CHAT_INPUT) faults.push('commands: more than 100');
  return faults;
}
