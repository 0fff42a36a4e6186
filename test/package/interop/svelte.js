import { mount } from 'svelte';
import Tags from './tags.svelte';

mount(Tags, { target: document.getElementById('app') });
