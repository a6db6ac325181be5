/** Who may sign in, and which inboxes they see. For admins. */
import { useEffect, useState } from 'preact/hooks';
import type { Agent } from '../../../core/handoff/handoff';
import { callDesk, sentenceOf } from './callDesk';
import { EditorFrame, linesOf } from './editorFrame';
import { Avatar, Chip, Empty, Field, Icon } from './parts';

interface PeopleViewProps {
	readonly me: Agent;
	readonly inboxes: readonly string[];
	readonly say: (text: string) => void;
}

export function PeopleView({ me, inboxes, say }: PeopleViewProps) {
	const [agents, setAgents] = useState<readonly Agent[]>([]);
	const [selected, setSelected] = useState<string | 'new'>();
	async function reload(): Promise<void> {
		try {
			setAgents((await callDesk<{ agents: readonly Agent[] }>('listAgents')).agents);
		} catch (refusal) {
			say(sentenceOf(refusal));
		}
	}
	useEffect(() => void reload(), []);
	async function done(text: string): Promise<void> {
		await reload();
		setSelected(undefined);
		say(text);
	}
	const agent = agents.find(({ id }) => id === selected);
	return (
		<div class="workbench" data-editing={selected === undefined ? undefined : 'true'}>
			<section class="list" aria-label="People">
				<header class="list-head"><h1>People</h1><button type="button" class="primary" onClick={() => setSelected('new')}><Icon name="plus" />New person</button></header>
				<ul class="rows">
					{agents.map((each) => (
						<li key={each.id}>
							<button type="button" class="row" data-row aria-current={each.id === selected ? 'true' : undefined} onClick={() => setSelected(each.id)}>
								<Avatar name={each.name} />
								<span class="row-body">
									<span class="row-top"><strong class="row-name">{each.name}</strong>{each.isAdmin && <Chip tone="good">Admin</Chip>}{each.id === me.id && <Chip tone="plain">You</Chip>}</span>
									<span class="row-want">{each.email}</span>
									<span class="row-meta">{each.inboxes.includes('*') ? 'All inboxes' : each.inboxes.join(', ')}</span>
								</span>
							</button>
						</li>
					))}
				</ul>
			</section>
			<section class="editor" aria-label="Editor">
				{selected === undefined && <Empty icon="people" title={agents.length > 1 ? 'Choose a person' : 'You are alone at this desk'}>{agents.length > 1 ? 'Change what they see, or set a new password.' : 'Add a colleague: they sign in here with e-mail and password.'}</Empty>}
				{selected !== undefined && (agent !== undefined || selected === 'new') && <PersonForm key={selected} agent={agent} me={me} inboxes={inboxes} onClose={() => setSelected(undefined)} onDone={(text) => void done(text)} />}
			</section>
		</div>
	);
}

function PersonForm({ agent, me, inboxes, onClose, onDone }: { readonly agent?: Agent; readonly me: Agent; readonly inboxes: readonly string[]; readonly onClose: () => void; readonly onDone: (text: string) => void }) {
	const [name, setName] = useState(agent?.name ?? '');
	const [email, setEmail] = useState(agent?.email ?? '');
	const [password, setPassword] = useState('');
	const [seesAll, setSeesAll] = useState(agent?.inboxes.includes('*') ?? false);
	const [own, setOwn] = useState((agent?.inboxes ?? inboxes.slice(0, 1)).filter((inbox) => inbox !== '*').join('\n'));
	const [isAdmin, setAdmin] = useState(agent?.isAdmin ?? false);
	async function save(): Promise<void> {
		await callDesk('saveAgent', { name, email, password, inboxes: seesAll ? ['*'] : linesOf(own), isAdmin });
		onDone(agent === undefined ? `${name} can sign in now. Tell them the password yourself.` : 'Saved.');
	}
	async function remove(): Promise<void> {
		await callDesk('removeAgent', { id: agent?.id });
		onDone('Removed.');
	}
	return (
		<EditorFrame title={agent === undefined ? 'New person' : agent.name} onSave={save} onDelete={agent === undefined || agent.id === me.id ? undefined : remove} deleteLabel="Remove person" deleteQuestion="They are signed out and cannot sign in any more. What they wrote stays." onDirty={() => undefined} onClose={onClose}>
			<div class="form-row">
				<Field label="Name" hint="Customers see it on replies."><input value={name} onInput={(event) => setName(event.currentTarget.value)} required maxLength={100} autocomplete="off" /></Field>
				<Field label="E-mail" hint={agent === undefined ? 'For signing in. Cannot be changed later.' : undefined}><input type="email" value={email} onInput={(event) => setEmail(event.currentTarget.value)} readOnly={agent !== undefined} required maxLength={254} autocomplete="off" /></Field>
			</div>
			<Field label={agent === undefined ? 'Password' : 'New password'} hint={agent === undefined ? 'At least 10 characters.' : 'Empty keeps the present one.'}><input type="password" value={password} onInput={(event) => setPassword(event.currentTarget.value)} required={agent === undefined} minLength={10} maxLength={256} autocomplete="new-password" /></Field>
			<label class="switch"><input type="checkbox" checked={isAdmin} onChange={(event) => setAdmin(event.currentTarget.checked)} /><span>Admin: may add and remove people</span></label>
			<label class="switch"><input type="checkbox" checked={seesAll} onChange={(event) => setSeesAll(event.currentTarget.checked)} /><span>Sees all inboxes</span></label>
			{!seesAll && <Field label="Inboxes" hint="One a line."><textarea rows={3} class="mono" value={own} onInput={(event) => setOwn(event.currentTarget.value)} placeholder="main" /></Field>}
		</EditorFrame>
	);
}
