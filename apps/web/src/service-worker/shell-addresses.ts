/** What the server answers itself, what is for frames of other pages, and files. */
const OTHERS = /^\/(graphql|voyager|playground|embed|health|metrics)(\/|$)|\.\w+$/;

/** Whether the client's own page is what is found at an address. */
export const hasShell = (path: string): boolean => !OTHERS.test(path);
