/** The same result for the same object, so that what is made of a shared event is shared, too. */
export function oncePerObject<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, { readonly value: To }>();
  return (from) => {
    let known = made.get(from);
    if (!known) made.set(from, (known = { value: make(from) }));
    return known.value;
  };
}
