/** The chat's few drawings. All are decoration: the words beside them say the same. */
import type { ComponentChildren, VNode } from 'preact';

function Icon({ children }: { readonly children: ComponentChildren }): VNode {
	return (
		<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="icon">
			{children}
		</svg>
	);
}

export const AssistantIcon = (): VNode => (
	<Icon>
		<path d="M9.2 2.6c.6 4.6 3 7 7.6 7.6-4.6.6-7 3-7.6 7.6-.6-4.6-3-7-7.6-7.6 4.6-.6 7-3 7.6-7.6Z" fill="currentColor" stroke="none" />
		<path d="M16.2 2.2c.2 1.5 1 2.3 2.5 2.5-1.5.2-2.3 1-2.5 2.5-.2-1.5-1-2.3-2.5-2.5 1.5-.2 2.3-1 2.5-2.5Z" fill="currentColor" stroke="none" />
	</Icon>
);

export const PersonIcon = (): VNode => (
	<Icon>
		<circle cx="10" cy="6.6" r="3.1" />
		<path d="M3.8 16.6c.7-3.1 3.2-4.8 6.2-4.8s5.5 1.7 6.2 4.8" />
	</Icon>
);

export const SendIcon = (): VNode => (
	<Icon>
		<path d="M10 15.8V4.4M5.2 9.2 10 4.4l4.8 4.8" stroke-width="2" />
	</Icon>
);

export const CloseIcon = (): VNode => (
	<Icon>
		<path d="m5.5 5.5 9 9m0-9-9 9" />
	</Icon>
);

export const DownIcon = (): VNode => (
	<Icon>
		<path d="M10 4.4v11.2M5.2 10.8 10 15.6l4.8-4.8" />
	</Icon>
);

export const FailedIcon = (): VNode => (
	<Icon>
		<circle cx="10" cy="10" r="7" />
		<path d="M10 6.4v4.2m0 2.8v.1" />
	</Icon>
);
