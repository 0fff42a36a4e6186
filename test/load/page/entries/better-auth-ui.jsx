// The card of members that better-auth's users put on a page, as its documentation embeds it, beside a server that answers at once.
import { AuthUIProvider, OrganizationMembersCard } from '@daveyplate/better-auth-ui';
import { createAuthClient } from 'better-auth/react';
import { organizationClient } from 'better-auth/client/plugins';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const authClient = createAuthClient({ baseURL: location.origin, plugins: [organizationClient()] });
createRoot(document.querySelector('main')).render(
  createElement(
    AuthUIProvider,
    { authClient, organization: true, navigate: () => {}, replace: () => {} },
    createElement(OrganizationMembersCard),
  ),
);
