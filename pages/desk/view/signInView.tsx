/** The sign-in, and what to do when nobody can. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskMe } from '../deskApi';
import { callDesk, sentenceOf } from './callDesk';
import { Field, Icon } from './parts';

export function SignInView({ me, lapsed, onSignedIn }: { readonly me: DeskMe; readonly lapsed: boolean; readonly onSignedIn: (me: DeskMe) => void }) {
	const [problem, setProblem] = useState<string>();
	const [busy, setBusy] = useState(false);
	const first = useRef<HTMLInputElement>(null);
	useEffect(() => first.current?.focus(), []);

	async function submit(event: SubmitEvent): Promise<void> {
		event.preventDefault();
		const form = new FormData(event.currentTarget as HTMLFormElement);
		setBusy(true);
		setProblem(undefined);
		try {
			onSignedIn(await callDesk<DeskMe>('signIn', { email: form.get('email'), password: form.get('password') }));
		} catch (refusal) {
			setProblem(sentenceOf(refusal));
		} finally {
			setBusy(false);
		}
	}

	return (
		<main class="sign-in">
			<div class="sign-in-card">
				<span class="brand-mark"><Icon name="spark" /></span>
				<h1>{me.title}</h1>
				{me.nobodyCanSignIn ? (
					<p class="sign-in-setup">Nobody can sign in yet: choose a Desk credential in the Agent Desk Trigger node, then reload this page.</p>
				) : (
					<form onSubmit={(event) => void submit(event as unknown as SubmitEvent)}>
						<p class="sign-in-lead">{lapsed ? 'Your session has ended. Sign in to go on where you were.' : 'Sign in to see who is waiting.'}</p>
						<Field label="E-mail"><input ref={first} name="email" type="email" autocomplete="username" required maxLength={254} /></Field>
						<Field label="Password"><input name="password" type="password" autocomplete="current-password" required maxLength={256} /></Field>
						{problem !== undefined && <p class="problem" role="alert">{problem}</p>}
						<button type="submit" class="primary wide" disabled={busy}>{busy ? 'Signing in…' : 'Sign in'}</button>
					</form>
				)}
			</div>
		</main>
	);
}
