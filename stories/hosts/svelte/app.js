import { mount } from 'svelte';
import People from './people.svelte';

mount(People, { target: document.getElementById('app') });
