import 'roster/members/define';
import { StaffSource } from './source.js';

const members = document.createElement('roster-members');
members.headingLevel = 1;
members.source = new StaffSource(async () => (await fetch('/staff.json')).json());
document.getElementById('app').append(members);
