/** Redrawing without loss: what stands right stays, and the focus stays where the hand was. */

/** Put `nodes` into `parent` in order, leaving alone what already stands right. */
export function patch(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Before a redraw: note which message, and which of its keys, holds the focus. */
export function rememberFocus(stream) {
  const focused = document.activeElement;
  const holder = stream.contains(focused) && focused.closest("[data-id]");
  return holder ? { id: holder.dataset.id, at: focused.dataset.at, node: focused } : null;
}

let orphaned = false;

/** After a redraw, put the focus where the hand was: the same key, else the first one, else the message. */
export function restoreFocus(stream, focus, arrived) {
  if (focus && !focus.node.isConnected) {
    const holder = stream.querySelector(`[data-id="${focus.id}"]`);
    const key = holder?.querySelector(`[data-at="${focus.at}"]`) ?? holder?.querySelector(".key");
    const own = focus.node.matches(".row") ? holder : (key ?? holder);
    (own ?? stream).focus({ preventScroll: true });
    orphaned = !holder;
  } else if (orphaned && arrived && document.activeElement === stream) {
    const key = arrived.querySelector(".key");
    key?.focus({ preventScroll: true });
    orphaned = !key;
  }
}
