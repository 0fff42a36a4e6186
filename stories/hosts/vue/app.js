import { createApp } from 'vue';
import People from './people.vue';

createApp(People).mount('#app');
