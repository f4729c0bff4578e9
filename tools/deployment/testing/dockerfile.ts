import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { filesOf, textOf } from '../../structure/repository.mjs';
import type { ComposeService } from './compose-file.ts';

export const DOCKERFILES = filesOf('infra/**/Dockerfile');

export interface Stage {
  readonly file: string;
  readonly name: string;
  /** An image, or a stage of this file. */
  readonly base: string;
  readonly instructions: readonly { readonly keyword: string; readonly text: string }[];
}

const wordsOf = (instruction: Instruction) => instruction.getArguments().map((argument) => argument.getValue());

/** All that stands behind the keyword, flags included, on one line. */
const textAfterKeyword = (instruction: Instruction) =>
  instruction
    .getTextContent()
    .slice(instruction.getKeyword().length)
    .replace(/(\\?\s)+/g, ' ')
    .trim();

/** The stages of a Dockerfile in their order, with the build arguments of its head filled in. */
export function stagesOf(file: string): Stage[] {
  const dockerfile = DockerfileParser.parse(textOf(file));
  const defaults = new Map(
    dockerfile.getInitialARGs().map((arg) => [arg.getProperty()?.getName(), arg.getProperty()?.getValue()]),
  );
  const fill = (text: string) => text.replace(/\$\{(\w+)\}/g, (_, name: string) => defaults.get(name) ?? '');
  const stages: { file: string; name: string; base: string; instructions: { keyword: string; text: string }[] }[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    const [base = '', , name = ''] = wordsOf(instruction);
    if (keyword === 'FROM') stages.push({ file, name, base: fill(base), instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, text: textAfterKeyword(instruction) });
  }
  return stages;
}

/** A stage and those that it is built upon, itself first. */
export function lineageOf(stage: Stage): Stage[] {
  const base = stagesOf(stage.file).find(({ name }) => name !== '' && name === stage.base);
  return [stage, ...(base ? lineageOf(base) : [])];
}

/** What an image does by its last instruction of a kind, its own or inherited. */
export function lastOf(stage: Stage, keyword: string): string | undefined {
  for (const { instructions } of lineageOf(stage)) {
    const found = instructions.findLast((instruction) => instruction.keyword === keyword);
    if (found) return found.text;
  }
  return undefined;
}

/** The stage that a service's image is, where it is built here. */
export function stageOf({ build }: ComposeService): Stage | undefined {
  if (build === undefined) return undefined;
  if (typeof build === 'string') return stagesOf(`${build}/Dockerfile`).at(-1);
  return stagesOf(build.dockerfile).find(({ name }) => name === build.target);
}

/** The variables that an image sets. */
export function envOf(stage: Stage): Readonly<Record<string, string>> {
  const texts = lineageOf(stage)
    .reverse()
    .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'ENV').map(({ text }) => text));
  const pairs = texts.flatMap((text) => [...text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)]);
  return Object.fromEntries(pairs.map(([, name = '', quoted, plain]) => [name, quoted ?? plain ?? '']));
}
