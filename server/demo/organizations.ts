import type { PresetName } from '../presets/presets.ts';

/** A group as the demo founds it; `roles` are keys of the portal document that its members inherit. */
export interface DemoGroup {
  name: string;
  /** Absent where groups have none. */
  description?: string;
  isDefault?: true;
  roles?: string[];
  reservations?: Record<string, number>;
  /** Of a hundred people, how many are in it. */
  share: number;
}

export interface DemoOrganization {
  slug: Exclude<PresetName, 'default'>;
  name: string;
  /** People beside the three with fixed addresses. */
  people: number;
  /** Of a hundred people, how many are in each state; the rest are active. */
  states: { invited: number; expired: number; failed: number; suspended: number };
  /** Role keys and how often each is drawn; the first is the admin's. */
  roles: Record<string, number>;
  groups: DemoGroup[];
}

/** The domain behind every address of an organization's own people. */
export const domainOf = (slug: string): string => `${slug}.example`;

/** Of other companies: partners, contractors, auditors. */
export const partnerDomains = ['northgate-partners.example', 'contractors.example', 'audit-collective.example'];

export const demoOrganizations: DemoOrganization[] = [
  {
    slug: 'spectra',
    name: 'Spectra Software',
    people: 297,
    states: { invited: 8, expired: 3, failed: 2, suspended: 0 },
    roles: { 'org-admin': 3, 'org-member': 97 },
    groups: [
      {
        name: 'Everyone',
        description: 'Where people start.',
        isDefault: true,
        share: 44,
        reservations: { seats: 150, uploads: 200 },
      },
      {
        name: 'Platform Engineering',
        description: 'Builds and signs what is released.',
        share: 16,
        reservations: { seats: 60, uploads: 600 },
      },
      {
        name: 'Release Integrity',
        description: 'Compares each release with the one before it.',
        share: 9,
        reservations: { seats: 40, uploads: 400 },
      },
      {
        name: 'Threat Research',
        description: 'Takes apart what looks wrong.',
        share: 7,
        reservations: { uploads: 300 },
      },
      { name: 'Firmware', description: 'Devices and their images.', share: 8 },
      { name: 'Vendor Risk', description: 'Software that others deliver to us.', share: 6 },
      { name: 'Incident Response', description: 'On call, day and night.', share: 5 },
      { name: '品質保証 (Tokyo)', description: 'Quality assurance for Japan and Korea.', share: 5 },
      { name: 'Équipe Sécurité Paris', description: 'Security reviews for the French products.', share: 5 },
      { name: 'Compliance & Audit', description: 'Reads everything, changes nothing.', share: 3 },
    ],
  },
  {
    slug: 'optra',
    name: 'Optra Robotics',
    people: 237,
    states: { invited: 9, expired: 3, failed: 2, suspended: 0 },
    roles: {
      admin: 3,
      'billing-admin': 5,
      'device-technician': 30,
      'device-enroller': 20,
      'workflow-editor': 20,
      'workflow-deployer': 14,
      'chart-editor': 14,
      'chart-viewer-only': 24,
    },
    groups: [],
  },
  {
    slug: 'directory',
    name: 'Directory Systems',
    people: 257,
    states: { invited: 6, expired: 2, failed: 1, suspended: 9 },
    roles: { administrator: 3, editor: 30, analyst: 25, viewer: 42 },
    groups: [],
  },
  {
    slug: 'insights',
    name: 'Insights Care',
    people: 277,
    states: { invited: 6, expired: 2, failed: 1, suspended: 14 },
    roles: { admin: 3, user: 17, 'team-leader': 12, agent: 68 },
    groups: [],
  },
  {
    slug: 'organization-admin',
    name: 'Orchard Cloud',
    people: 217,
    states: { invited: 10, expired: 3, failed: 2, suspended: 0 },
    roles: { 'organization-admin': 4, user: 80, 'finance-admin': 16 },
    groups: [
      { name: 'Finance', roles: ['finance-admin'], share: 10 },
      { name: 'Engineering', roles: ['user'], share: 40 },
      { name: 'Support', roles: ['user'], share: 20 },
      {
        name: 'Controllers',
        roles: ['user', 'finance-admin'],
        share: 4,
      },
      { name: 'Book Club', share: 8 },
    ],
  },
];
