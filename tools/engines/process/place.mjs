/**
 * Where an engine keeps what is to outlive it.
 * @typedef {object} Place
 * @property {string} [dataDir] an existing folder or one to make: its data, kept by `stop`; default: a temporary folder
 * @property {string} [logFile] its output is added to it; default: a file in a temporary folder
 */
export {};
