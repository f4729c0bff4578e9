export { openEmbedded, type EmbeddedOptions } from './open-embedded.ts';
