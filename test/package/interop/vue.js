import { createApp } from 'vue';
import Tags from './tags.vue';

createApp(Tags).mount('#app');
