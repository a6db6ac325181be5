/** What the commands that keep a product running have in common: signals, and telling people where to go. */
import path from 'node:path';
import { formatDuration, say } from './say.mjs';
import { CHAT_PATH, DESK_PATH } from './templates.mjs';

/** Until everything is up a signal ends us at once (servers.mjs takes along what was started); then whatever `onStop` is set to happens. */
export function listenForStop() {
	const signals = { onStop: () => process.exit(130) };
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => signals.onStop());
	return signals;
}

/** The addresses of a product that customers and desk reach at `url`. */
export function listAddresses(url, editorUrl) {
	return { url, chatUrl: url + CHAT_PATH, deskUrl: url + DESK_PATH, editorUrl };
}

/** Tells where everybody finds what they need; `command` is the one that continues later. */
export function showWhereToGo({ chatUrl, deskUrl, editorUrl }, { desk, editor }, { dataDir, took, command }) {
	say(`
Ready in ${formatDuration(took)}.

  Chat, for customers    ${chatUrl}
  Desk, for people       ${deskUrl}
                         ${desk.email}  ${desk.password}
  Editor, for builders   ${editorUrl}
                         ${editor.email}  ${editor.password}

Addresses and sign-ins are also in ${path.join(dataDir, 'running.json')}.
Ctrl-C stops everything; ${command} continues where it stopped.`);
}
