/** What the application is composed of, by its names in dependency injection. */
export const CHAT = Symbol('chat');
export const LOCALE = Symbol('locale');
