// The components for React. React sets what a custom element is given when it makes the element, and at hydration it makes
// none: objects and listeners would be lost. So attributes are React's, and all else is set here, before the element is
// registered: it never asks for anything without them.
import { createElement, useCallback, useLayoutEffect, useRef } from 'react';
import { Provider } from '../components/index.js';

/** The provider first: what is below it in the page finds it there. */
function define(tag, Class) {
  for (const [name, one] of [
    ['roster-provider', Provider],
    [tag, Class],
  ]) {
    if (!customElements.get(name)) customElements.define(name, one);
  }
}

/** Which of a component's properties are whose. */
function sort(props, attributes, objects, events) {
  const given = {};
  const set = {};
  const heard = {};
  for (const [name, value] of Object.entries(props)) {
    if (name in events) heard[events[name]] = value;
    else if (objects.includes(name) || (name in attributes && typeof value === 'object' && value !== null)) {
      set[name] = value;
    } else given[attributes[name] ?? name] = value;
  }
  return { given, set, heard };
}

/**
 * @param {Record<string, string>} attributes the attribute of each property that has one
 * @param {string[]} objects properties without an attribute
 * @param {Record<string, string>} events the event of each handler
 */
export function wrap(tag, Class, attributes, objects, events) {
  function Wrapped({ ref, ...props }) {
    const element = useRef(null);
    const before = useRef({});
    const handlers = useRef({});
    const { given, set, heard } = sort(props, attributes, objects, events);
    const attach = useCallback(
      (node) => {
        element.current = node;
        if (typeof ref === 'function') return ref(node);
        if (ref) ref.current = node;
      },
      [ref],
    );
    useLayoutEffect(() => {
      for (const name of Object.keys(before.current)) if (!(name in set)) element.current[name] = undefined;
      for (const [name, value] of Object.entries(set)) {
        if (before.current[name] !== value) element.current[name] = value;
      }
      before.current = set;
      handlers.current = heard;
    });
    useLayoutEffect(() => {
      const { current } = element;
      const listen = (event) => handlers.current[event.type]?.(event);
      for (const name of Object.values(events)) current.addEventListener(name, listen);
      define(tag, Class);
      return () => {
        for (const name of Object.values(events)) current.removeEventListener(name, listen);
      };
    }, []);
    return createElement(tag, { ...given, ref: attach });
  }
  Wrapped.displayName = Class.name;
  return Wrapped;
}
