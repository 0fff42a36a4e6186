import type { Portal } from './portal.ts';

/** What a portal can do without, and what each is: said once, for editors, the reference and whoever reads this. */
export const portalFeatures = {
  groups:
    "Without groups there is none to be seen, and what they give is nobody's: roles inherited from them end at once, and come back with them.",
  counts: 'How many people there are, beside the heading and on each tab.',
  bulk: 'Boxes to select people with, and what is done to all who are selected.',
  columns: 'The box that chooses which columns a table has, and how dense it is.',
  pageSizes:
    "How many rows a page has is chosen below the table; without it there are as many as the page's author says.",
  review: 'Several invitations are shown once more before they are sent; without it only those that are in doubt.',
  message: "A message of one's own with an invitation.",
  names: 'The form about a person has their name; without it people name themselves.',
  contact: 'The form about a person has contact details.',
  access: "A person's profile tells what they can do, and why.",
  openByName: 'A click on a name or an address opens the person; without it only the menu of their row does.',
  memberPages: 'In roster-portal a person is a page with an address; without it a dialog.',
  rowActions: 'A menu in the row of each person.',
  ownActions:
    "What is done to a person or a group is offered where they are shown by themselves too: in the profile, above a group's members.",
  refusedActions: 'What the state of a person rules out stays in their menu, with the reason.',
  groupPages: 'In roster-groups a click on the name of a group opens it.',
  groupEditor:
    'One dialog changes who is in a group, all at once; without it people are only added in it, each as a member.',
  groupRoles: 'What somebody is in a group, Owner or Member.',
  groupDescriptions: 'A group has a sentence about itself.',
  makeDefault: 'The menu of a group makes it the default one; without it only its form does.',
} as const;

/**
 * Parts that an organization can do without: each is there unless it is `false`. Without `groups` the API refuses them as
 * well; all others are about what the elements show, and take nothing from what programs may do.
 */
export type PortalFeatures = { [Feature in keyof typeof portalFeatures]?: boolean };

/** Whether there is such a thing here. */
export function hasFeature(portal: Pick<Portal, 'features'> | undefined, feature: keyof PortalFeatures): boolean {
  return portal?.features?.[feature] !== false;
}

export function offersGroups(portal: Pick<Portal, 'features'>): boolean {
  return hasFeature(portal, 'groups');
}
