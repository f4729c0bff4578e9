/** The same port with some of its methods replaced; the others go to the real one. */
export function override<T extends object>(port: T, methods: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name): unknown => {
      const owner = name in methods ? methods : target;
      const value: unknown = Reflect.get(owner, name);
      return typeof value === 'function' ? (...args: unknown[]): unknown => Reflect.apply(value, owner, args) : value;
    },
  });
}
