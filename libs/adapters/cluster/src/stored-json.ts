declare const content: unique symbol;

/** JSON text that this adapter wrote itself, of a value of this type. */
export type Json<T> = string & { readonly [content]?: T };

export const toJson = <T>(value: T): Json<T> => JSON.stringify(value);
export const fromJson = <T>(json: Json<T>): T => JSON.parse(json) as T;
