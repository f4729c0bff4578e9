import { join, resolve } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

/** @typedef {import('graphql').GraphQLNamedType} NamedType */
/** @typedef {import('graphql').GraphQLField<unknown, unknown> | import('graphql').GraphQLInputField | import('graphql').GraphQLArgument} Value */

export const REFERENCE = join(resolve(import.meta.dirname, '../..'), 'docs/schema.md');

const HEAD = `# The schema

Every operation and type of the GraphQL API, as [schema.graphql](../schema.graphql) has them. \`npm run schema\` writes this page.
`;

/** The sections after the operations, each with the types that belong there. @type {[string, (type: NamedType) => boolean][]} */
const SECTIONS = [
  ['Objects', isObjectType],
  ['Interfaces', isInterfaceType],
  ['Unions', isUnionType],
  ['Inputs', isInputObjectType],
  ['Enumerations', isEnumType],
  ['Scalars', isScalarType],
];

/** The reference of a schema, in Markdown. @param {string} sdl */
export function schemaReference(sdl) {
  const schema = buildSchema(sdl);
  const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type !== null && type !== undefined,
  );
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .filter((type) => !operations.some((operation) => operation === type))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = SECTIONS.flatMap(([title, belongs]) => {
    const those = types.filter(belongs);
    return those.length === 0 ? [] : [`## ${title}\n`, ...those.map(typeReference)];
  });
  return [HEAD, ...operations.map((type) => `## ${type.name}\n\n${body(type)}`), ...sections].join('\n');
}

/** @param {NamedType} type */
const typeReference = (type) => `### ${type.name}\n\n${body(type)}`;

/** @param {NamedType} type */
function body(type) {
  const paragraphs = [type.description, implemented(type), members(type), table(type)].filter(Boolean);
  return paragraphs.map((paragraph) => `${paragraph}\n`).join('\n');
}

/** @param {NamedType} type */
function implemented(type) {
  const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  return interfaces.length === 0 ? '' : `Implements ${interfaces.map(link).join(', ')}.`;
}

/** @param {NamedType} type */
const members = (type) => (isUnionType(type) ? `One of ${type.getTypes().map(link).join(', ')}.` : '');

/** @param {NamedType} type */
function table(type) {
  if (isEnumType(type)) {
    const rows = type.getValues().map(({ name, description }) => row(`\`${name}\``, cell(description)));
    return [row('value', 'meaning'), row('---', '---'), ...rows].join('\n');
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return '';
  const rows = Object.values(type.getFields()).flatMap((field) => [
    valueRow(`\`${field.name}\``, field),
    ...argumentsOf(field).map((argument) => valueRow(`&emsp;\`${argument.name}:\``, argument)),
  ]);
  return [row('field', 'type', 'meaning'), row('---', '---', '---'), ...rows].join('\n');
}

/** @param {Value} value @returns {readonly import('graphql').GraphQLArgument[]} */
const argumentsOf = (value) => ('args' in value ? value.args : []);

/** @param {string} name @param {Value} value */
function valueRow(name, value) {
  const byDefault = 'defaultValue' in value && value.defaultValue !== undefined;
  const notes = [
    cell(value.description),
    byDefault ? `Default: \`${JSON.stringify(value.defaultValue)}\`.` : '',
    value.deprecationReason ? `Deprecated: ${cell(value.deprecationReason)}` : '',
  ];
  return row(name, typeCell(value.type), notes.filter(Boolean).join(' '));
}

/** The type as it is written, leading to where it is described. @param {import('graphql').GraphQLType} type */
function typeCell(type) {
  const named = getNamedType(type);
  return isSpecifiedScalarType(named) ? `\`${String(type)}\`` : `[\`${String(type)}\`](#${named.name.toLowerCase()})`;
}

/** @param {NamedType} type */
const link = (type) => `[${type.name}](#${type.name.toLowerCase()})`;

/** @param {string | null | undefined} text */
const cell = (text) => (text ?? '').replaceAll('\n', ' ').replaceAll('|', '\\|');

/** @param {string[]} cells */
const row = (...cells) => `| ${cells.join(' | ')} |`;
