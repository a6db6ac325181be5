/** The agent desk's page: sign-in, then the desk. */
import { render } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import './desk.css';
import type { DeskMe } from './deskApi';
import { askWhoAmI, callDesk, onSignedOut, sentenceOf } from './view/callDesk';
import { Empty } from './view/parts';
import { Shell } from './view/shell';
import { SignInView } from './view/signInView';

function App() {
	const [me, setMe] = useState<DeskMe>();
	const [problem, setProblem] = useState<string>();
	const [hasLapsed, setLapsed] = useState(false);
	const ask = useCallback(() => {
		setProblem(undefined);
		askWhoAmI().then(setMe, (refusal: unknown) => setProblem(sentenceOf(refusal)));
	}, []);
	useEffect(() => {
		onSignedOut(() => setLapsed(true));
		ask();
	}, [ask]);
	async function signOut(): Promise<void> {
		setMe(await callDesk<DeskMe>('signOut').catch(() => me));
	}

	if (problem !== undefined) return <main class="sign-in"><Empty icon="info" title="The desk does not answer">{problem} <button type="button" class="link" onClick={ask}>Try again</button></Empty></main>;
	if (me === undefined) return null;
	const signedIn = (next: DeskMe): void => {
		setLapsed(false);
		setMe(next);
	};
	return (
		<>
			{/* Stays while the session is renewed, so that nothing typed is lost; another person gets their own. */}
			{me.agent !== undefined && <div class={hasLapsed ? 'behind' : undefined} inert={hasLapsed}><Shell key={me.agent.id} agent={me.agent} inboxes={me.inboxes ?? []} title={me.title} onSignOut={() => void signOut()} /></div>}
			{(me.agent === undefined || hasLapsed) && <SignInView me={me} lapsed={hasLapsed} onSignedIn={signedIn} />}
		</>
	);
}

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
