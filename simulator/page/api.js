/** The wire: requests to `/_sim` and the stream of events. */

/** A refusal of the server: `status` and its words. */
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

async function call(method, path, body) {
  const form = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: body && !form ? { "Content-Type": "application/json" } : {},
    body: form ? body : body && JSON.stringify(body),
  });
  const json = (response.headers.get("Content-Type") ?? "").includes("json");
  const answer = json ? await response.json() : await response.text();
  if (!response.ok) throw new Refusal(response.status, answer.error ?? String(answer));
  return answer;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const remove = (path) => call("DELETE", path);

/** Do something in a person's name: POST /_sim/people/{id}/{what}. */
export const as = (person, what, body = {}) => post(`/_sim/people/${person}/${what}`, body);

/** Return the address of the bytes of a Bot API file object; the bot's token is no part of it. */
export const fileAddress = (file) => `/_sim/files/${encodeURIComponent(file.file_unique_id)}`;

/** Call `onEvent` with every event, `onOpen` at each (re)connection, `onLost` when the stream breaks. */
export function listen({ onEvent, onOpen, onLost }) {
  const source = new EventSource("/_sim/events");
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onLost);
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
}
